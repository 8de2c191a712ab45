import JSON
import ServerTestSupport
import Testing

@Suite("POST /card2card/new/1.0/json")
struct NewCardTransferTests {
  static let path = Transferrer.path

  @Test("charges a wallet by one transaction and sends mail to the recipient")
  func wallet() throws {
    let tom = try Transferrer()
    #expect(
      try tom.caller.call(Self.path, Transferrer.transfer(["recipient_phone": #""+7 495 1234567""#])).text
        == #"{"jsonrpc":"2.0","id":1,"result":{"status":"success"}}"#)
    #expect(
      try tom.server.rows("SELECT account_id, type, credit, debit FROM account_transaction WHERE id > 3")
        == [["4074", "Card to card transfer", "0", "10000000000"]])
    #expect(
      try tom.server.rows(
        "SELECT source_id, from_sum, to_sum, card_number, country_id, email, phone FROM card2card_transfer WHERE id > 2"
      )
        == [["4074", "10000000000", "10000000000", "4444 **** **** 1111", "1", "Olga@example.com", "+7 495 1234567"]])
    #expect(try tom.server.rows("SELECT kind, \"to\" FROM mock_outbox") == [["transfer", "Olga@example.com"]])
    #expect(try tom.caller.result("/user/get_wallets_list/1.0/json")?[1]?["balance"]?.integer == 215)
    #expect(try tom.found("ёлк") == ["4444 **** **** 1111"])
    #expect(try tom.caller.result("/btc/get_buy_limit/1.0/json")?["limit"]?.integer == 300)
  }

  @Test("charges a new card in EUR, without a transaction, and keeps it masked where asked")
  func newCard() throws {
    let tom = try Transferrer()
    let params = Transferrer.cardTransfer(["save_card_data": "true", "save_recipient_details": #""true""#])
    #expect(try tom.caller.result(Self.path, params)?["status"]?.string == "success")
    #expect(try tom.server.rows("SELECT count(*) FROM account_transaction WHERE id > 3") == [["0"]])
    #expect(
      try tom.caller.result("/user/get_cards/1.0/json")?.rawText
        == #"[{"code":4075,"expiration_date":"2019-12-31 23:59:59","pan_number":"37820005","payment_system":"American Express"}]"#
    )
    #expect(try tom.server.rows("SELECT save_recipient_details FROM card2card_transfer WHERE id > 2") == [["1"]])
    let kept = try tom.server.state().values.joined().joined()
    #expect(!kept.contains { $0.contains("378282246310005") || $0.contains("4444333322221111") || $0 == "1234" })
  }

  @Test("keeps no card unless it is asked to", arguments: ["-", "false", "null", #""""#])
  func keepsNoCard(_ saves: String) throws {
    let tom = try Transferrer()
    let params = Transferrer.cardTransfer(["save_card_data": saves])
    #expect(try tom.caller.result(Self.path, params)?["status"]?.string == "success")
    #expect(try tom.caller.result("/user/get_cards/1.0/json")?.rawText == "[]")
  }

  @Test("sends to the recipient of an earlier transfer, from a saved card")
  func knownRecipient() throws {
    let tom = try Transferrer("UPDATE payment_card SET partner_id = 303")
    let params = #"{"from_sum":5,"to_sum":5,"to_sum_currency":1,"source_id":4,"recipient_id":"1"}"#
    #expect(try tom.caller.result(Self.path, params)?["status"]?.string == "success")
    #expect(
      try tom.server.rows("SELECT cardholder_name, card_number, email FROM card2card_transfer WHERE id = 3")
        == [["Ivan Petrov", "4444 **** **** 8888", "user2@email.com"]])
    #expect(try tom.found("") == ["4444 **** **** 8888", "1234 **** **** 4321"])
  }

  @Test("goes by a source and a recipient that are known, whatever details come with them")
  func knownFirst() throws {
    let tom = try Transferrer()
    let params = Transferrer.transfer(["recipient_id": #""1""#, "card_number": #""bad""#])
    #expect(try tom.caller.result(Self.path, params)?["status"]?.string == "success")
    #expect(
      try tom.server.rows("SELECT source_id, card_number FROM card2card_transfer WHERE id = 3")
        == [["4074", "4444 **** **** 8888"]])
  }

  @Test(
    "takes sums up to one percent off the rates of their currencies",
    arguments: [
      ["to_sum": "101"], ["to_sum": "99"], ["from_sum": "315", "to_sum": "315"],
      ["to_sum": "0.09127114", "to_sum_currency": "181"],
      ["from_sum": "0.0903", "source_id": "4073"],
    ])
  func rates(_ changes: [String: String]) throws {
    let tom = try Transferrer()
    #expect(try tom.caller.result(Self.path, Transferrer.transfer(changes))?["status"]?.string == "success")
    #expect(try tom.server.wrongBalances() == [])
  }

  @Test(
    "refuses, says which argument is wrong, and writes nothing",
    arguments: [
      (["from_sum": "-"], "from_sum", "From sum should be specified"),
      (["from_sum": "0"], "from_sum", "From sum should be above 0"),
      (["from_sum": "-1"], "from_sum", "From sum should be above 0"),
      (["from_sum": "100.001"], "from_sum", "From sum should have at most 2 decimals"),
      (["from_sum": "316", "to_sum": "316"], "from_sum", "There is not enough money in the wallet"),
      (["to_sum": "-"], "to_sum", "To sum should be specified"),
      (["to_sum": "101.01"], "to_sum", "To sum is over one percent off the current rate"),
      (["to_sum": "98.99"], "to_sum", "To sum is over one percent off the current rate"),
      (["to_sum_currency": "-"], "to_sum_currency", "To sum currency should be specified"),
      (["to_sum_currency": "9"], "to_sum_currency", "To sum currency should be the id of a currency"),
      (["source_id": "4"], "source_id", "source_id: not one of your cards or wallets"),
      (["source_id": "4067"], "source_id", "source_id: not one of your cards or wallets"),
      (["source_id": "-"], "card_number", "Card number should be specified"),
      (
        ["source_id": "-", "card_number": #""378282246310005""#], "cardholder_name",
        "Cardholder name should be specified"
      ),
      (["recipient_country_id": "-"], "recipient_country_id", "Recipient country id should be specified"),
      (
        ["recipient_country_id": "9"], "recipient_country_id",
        "Recipient country id should be the id of an active country"
      ),
      (["recipient_card_number": "-"], "recipient_card_number", "Recipient card number should be specified"),
      (
        ["recipient_card_number": "4444333322221112"], "recipient_card_number",
        "Recipient card number is not a valid card number"
      ),
      (["recipient_email": "-"], "recipient_email", "Recipient email should be specified"),
      (
        ["recipient_email": #""olga""#], "recipient_email",
        "Recipient email should be an address such as name@example.com"
      ),
      (
        ["recipient_email": "\"\(String(repeating: "o", count: 250))@b.cd\""], "recipient_email",
        "Recipient email should have at most 254 bytes"
      ),
      (
        ["recipient_cardholder_name": "\"\(String(repeating: "o", count: 129))\""], "recipient_cardholder_name",
        "Recipient cardholder name should have at most 128 bytes"
      ),
      (
        ["recipient_cardholder_name": #""""#], "recipient_cardholder_name",
        "Recipient cardholder name should be specified"
      ),
      (["recipient_id": "99"], "recipient_id", "recipient_id: not one of your earlier transfers"),
    ])
  func refuses(_ changes: [String: String], _ field: String, _ message: String) throws {
    let tom = try Transferrer()
    let before = try tom.server.state()
    #expect(
      try tom.caller.call(Self.path, Transferrer.transfer(changes)).text
        == #"{"jsonrpc":"2.0","id":1,"result":{"status":"error","field":"\#(field)","message":"\#(message)"}}"#)
    #expect(try tom.server.state() == before)
  }

  @Test(
    "refuses a bad card and writes nothing",
    arguments: [
      (["card_number": #""378282246310006""#], "card_number", "Card number is not a valid card number"),
      (["expiration_date": #""02/17""#], "expiration_date", "Expiration date has passed"),
      (["expiration_date": #""00/19""#], "expiration_date", "Expiration date should be MM/YY"),
      (["cvv": #""12a""#], "cvv", "Cvv should be three or four digits"),
      (["cvv": "-"], "cvv", "Cvv should be specified"),
    ])
  func badCard(_ changes: [String: String], _ field: String, _ message: String) throws {
    let tom = try Transferrer()
    let before = try tom.server.state()
    let result = try tom.caller.result(Self.path, Transferrer.cardTransfer(changes))
    #expect(result?["field"]?.string == field)
    #expect(result?["message"]?.string == message)
    #expect(try tom.server.state() == before)
  }

  @Test("refuses a country that is active no more")
  func inactiveCountry() throws {
    let tom = try Transferrer("UPDATE res_country SET active = 0 WHERE id = 1")
    #expect(
      try tom.caller.refusal(Self.path, Transferrer.transfer())
        == "Recipient country id should be the id of an active country")
  }

  @Test("refuses a recipient of another user's and an expired card of one's own")
  func others() throws {
    let tom = try Transferrer(
      """
      UPDATE card2card_transfer SET partner_id = 302 WHERE id = 1;
      UPDATE payment_card SET partner_id = 303, expiration_date = '2017-02-28 23:59:59';
      """)
    #expect(
      try tom.caller.refusal(Self.path, Transferrer.transfer(["recipient_id": "1"]))
        == "recipient_id: not one of your earlier transfers")
    #expect(try tom.caller.refusal(Self.path, Transferrer.transfer(["source_id": "4"])) == "The card has expired")
  }
}
