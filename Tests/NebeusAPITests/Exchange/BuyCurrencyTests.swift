import JSON
import ServerTestSupport
import Testing

@Suite("POST /buy_currency/1.0/json")
struct BuyCurrencyTests {
  static let path = Exchanger.buyPath
  static let wrong = #"{"jsonrpc":"2.0","id":1,"result":{"status":"error","message":"Something went wrong"}}"#
  static let done = #"{"jsonrpc":"2.0","id":1,"result":{"status":"success"}}"#

  @Test("sends a code, and moves the money once the code comes back")
  func wallet() throws {
    let vera = try Exchanger()
    let (id, code) = try vera.code(Self.path, Exchanger.purchase())
    #expect(code.count == 6 && code.allSatisfy(\.isNumber))
    #expect(
      try vera.server.rows("SELECT \"to\", code_id, instr(body, code) > 0 FROM mock_outbox")
        == [["vera@nebeus.example", id, "1"]])
    #expect(try vera.balances == [["108274000"], ["100000000000"]])
    #expect(try vera.limit == "300")

    let second = Exchanger.purchase(["code_id": id, "code": code])
    #expect(try vera.caller.call(Self.path, second).text == Self.done)
    #expect(try vera.balances == [["117304000"], ["90000000000"]])
    #expect(try vera.limit == "200")
    #expect(
      try vera.server.rows(
        "SELECT account_id, type, credit, debit, date FROM account_transaction WHERE id > 3 ORDER BY id") == [
          ["4067", "Buy bitcoin", "0", "10000000000", "2017-03-22 13:00:16"],
          ["338", "Buy bitcoin", "9030000", "0", "2017-03-22 13:00:16"],
        ])
    #expect(
      try vera.server.rows("SELECT count(DISTINCT operation_ref) FROM account_transaction WHERE id > 3") == [["1"]])
    // Good once.
    let before = try vera.server.state()
    #expect(try vera.caller.call(Self.path, second).text == Self.wrong)
    #expect(try vera.server.state() == before)
  }

  @Test("is paid from the wallet where a new card is given beside it")
  func walletBesideCard() throws {
    let vera = try Exchanger()
    let (id, code) = try vera.code(Self.path, Exchanger.cardPurchase(["payment_id": "4067"]))
    let second = Exchanger.cardPurchase(["payment_id": "4067", "code_id": id, "code": code])
    #expect(try vera.caller.call(Self.path, second).text == Self.done)
    #expect(try vera.balances == [["117304000"], ["90000000000"]])
  }

  @Test("shows the purchase in dashboard, graphic, wallets and operations")
  func shows() throws {
    let vera = try Exchanger()
    let (id, code) = try vera.code(Self.path, Exchanger.purchase())
    _ = try vera.caller.call(Self.path, Exchanger.purchase(["code_id": id, "code": code]))
    let dashboard = try vera.caller.call("/partner/dashboard").json
    #expect(dashboard["transactions"]?.count == 2)
    #expect(dashboard["accounts"]?[1]?["sum"]?.integer == 900)
    #expect(try vera.caller.call("/dashboard/graphic").json["week"]?["credit"]?.rawText == "0.0903")
    #expect(try vera.caller.result("/user/get_wallets_list/1.0/json")?[0]?["balance"]?.rawText == "1.17304")
    let operations = try vera.caller.result("/user/accounts/13412341324/operations/")
    #expect(operations?["items"]?[0]?["amount"]?.integer == -100)
    #expect(operations?["withdraw"]?.string == "100.0")
  }

  @Test("charges a new card in one step, with one transaction, and keeps it masked where asked")
  func newCard() throws {
    let vera = try Exchanger(euros: 0)
    for _ in 0..<2 {
      #expect(
        try vera.caller.call(
          Self.path, Exchanger.cardPurchase(["save_card": "true", "payment_id": "", "code": ""])
        ).text == Self.done)
    }
    #expect(try vera.balances == [["126334000"], ["0"]])
    #expect(
      try vera.server.rows("SELECT id, pan_number, payment_system, expiration_date FROM payment_card WHERE id > 4")
        == [["4075", "51055100", "MasterCard", "2017-03-31 23:59:59"]])
    #expect(try vera.server.rows("SELECT count(*) FROM account_transaction WHERE id > 3") == [["2"]])
    let kept = try vera.server.state().values.joined().joined()
    #expect(!kept.contains { $0.contains("5105105105105100") || $0.contains("5105 1051") || $0 == "123" })
    #expect(try vera.caller.call(Self.path, Exchanger.cardPurchase()).text == Self.done)
    #expect(try vera.server.rows("SELECT count(*) FROM payment_card") == [["2"]])
  }

  @Test("keeps no card unless it is asked to", arguments: ["-", "false"])
  func keepsNoCard(_ saves: String) throws {
    let vera = try Exchanger(euros: 0)
    #expect(try vera.caller.call(Self.path, Exchanger.cardPurchase(["save_card": saves])).text == Self.done)
    #expect(try vera.server.rows("SELECT id FROM payment_card") == [["4"]])
  }

  @Test("charges a new card until the last second of its month")
  func lastSecond() throws {
    let vera = try Exchanger(euros: 0, clock: "2017-03-31T23:59:59Z")
    #expect(try vera.caller.call(Self.path, Exchanger.cardPurchase()).text == Self.done)
    try vera.server.setClock("2017-04-01 00:00:00")
    #expect(try vera.caller.refusal(Self.path, Exchanger.cardPurchase()) == "Expiration date has passed")
  }

  @Test("charges a saved card in two steps, with one transaction")
  func savedCard() throws {
    let vera = try Exchanger(euros: 0)
    let card = ["payment_id": "4"]
    let (id, code) = try vera.code(Self.path, Exchanger.purchase(card))
    #expect(
      try vera.caller.call(Self.path, Exchanger.purchase(card.merging(["code_id": id, "code": code]) { $1 })).text
        == Self.done)
    #expect(try vera.balances == [["117304000"], ["0"]])
    #expect(try vera.server.rows("SELECT count(*) FROM account_transaction WHERE id > 3") == [["1"]])
  }

  @Test(
    "refuses, says what is wrong, and writes nothing",
    arguments: [
      (Exchanger.purchase(["buy_amount": "-"]), "Buy amount should be specified"),
      (Exchanger.purchase(["buy_amount": "1e-2"]), "Buy amount should be a number"),
      (Exchanger.purchase(["buy_amount": "0"]), "Buy amount should be above 0"),
      (Exchanger.purchase(["buy_amount": "-0.0903"]), "Buy amount should be above 0"),
      (Exchanger.purchase(["buy_amount": "0.090300001"]), "Buy amount should have at most 8 decimals"),
      (Exchanger.purchase(["buy_amount": "92233720369"]), "Buy amount is too large"),
      (Exchanger.purchase(["deposit_amount": "100.001"]), "Deposit amount should have at most 2 decimals"),
      (Exchanger.purchase(["account_id": "4067"]), "Account id should be a wallet in BTC"),
      (Exchanger.purchase(["account_id": "4071"]), "account_id: not one of your wallets"),
      (Exchanger.purchase(["account_id": "4"]), "account_id: not one of your wallets"),
      (Exchanger.purchase(["payment_id": "338"]), "Payment id should be a card or a wallet in EUR"),
      (Exchanger.purchase(["payment_id": "4072"]), "payment_id: not one of your cards or wallets"),
      (Exchanger.purchase(["payment_id": "-"]), "Payment id or a new card should be specified"),
      (Exchanger.purchase(["payment_id": "x"]), "Payment id should be a number"),
      (Exchanger.purchase(["buy_amount": "0.0914"]), "The amounts are over one percent off the current rate"),
      (Exchanger.purchase(["buy_amount": "0.0894"]), "The amounts are over one percent off the current rate"),
      (Exchanger.purchase(["buy_amount": "90000000000"]), "The amounts are over one percent off the current rate"),
      (
        Exchanger.purchase(["buy_amount": "0.27111145", "deposit_amount": "300.01"]),
        "The amount is over the daily limit: 300 EUR are left"
      ),
      (Exchanger.cardPurchase(["card_number": "5105105105105101"]), "Card number is not a valid card number"),
      (Exchanger.cardPurchase(["card_number": "4242"]), "Card number is not a valid card number"),
      (Exchanger.cardPurchase(["expiration_date": "02/17"]), "Expiration date has passed"),
      (Exchanger.cardPurchase(["expiration_date": "13/17"]), "Expiration date should be MM/YY"),
      (Exchanger.cardPurchase(["expiration_date": "3/2017"]), "Expiration date should be MM/YY"),
      (Exchanger.cardPurchase(["expiration_date": "-"]), "Expiration date should be specified"),
      (Exchanger.cardPurchase(["cardholder_name": "-"]), "Cardholder name should be specified"),
      (Exchanger.cardPurchase(["cvc": "-"]), "Cvc should be specified"),
      (Exchanger.cardPurchase(["cvc": "12"]), "Cvc should be three or four digits"),
      (
        Exchanger.cardPurchase(["cardholder_name": String(repeating: "V", count: 129)]),
        "Cardholder name should have at most 128 bytes"
      ),
      (Exchanger.cardPurchase(["save_card": "perhaps"]), "Save card should be true or false"),
    ])
  func refuses(_ params: String, _ message: String) throws {
    let vera = try Exchanger()
    let before = try vera.server.state()
    #expect(
      try vera.caller.call(Self.path, params).text
        == #"{"jsonrpc":"2.0","id":1,"result":{"status":"error","message":"\#(message)"}}"#)
    #expect(try vera.server.state() == before)
  }

  @Test("takes amounts up to one percent off the rate", arguments: ["0.09127114", "0.0894638"])
  func nearRate(_ bitcoin: String) throws {
    let vera = try Exchanger()
    #expect(try vera.caller.result(Self.path, Exchanger.purchase(["buy_amount": bitcoin]))?["code_id"] != nil)
  }

  @Test("goes by the rate at which one buys, not the one at which one sells")
  func buyRate() throws {
    let vera = try Exchanger()
    try vera.server.change("UPDATE res_currency SET buy_rate = '0.0005', sell_rate = '0.002' WHERE id = 181")
    #expect(
      try vera.caller.refusal(Self.path, Exchanger.purchase())
        == "The amounts are over one percent off the current rate")
    #expect(try vera.caller.result(Self.path, Exchanger.purchase(["buy_amount": "0.05"]))?["code_id"] != nil)
  }

  @Test("wants the money to be there to the cent")
  func money() throws {
    let vera = try Exchanger(euros: 100)
    let (id, code) = try vera.code(Self.path, Exchanger.purchase())
    try vera.server.change("UPDATE account_account SET opening_balance = opening_balance - 1 WHERE id = 4067")
    let before = try vera.server.state()
    let second = Exchanger.purchase(["code_id": id, "code": code])
    #expect(try vera.caller.refusal(Self.path, second) == "There is not enough money in the wallet")
    #expect(try vera.server.state() == before)
    // The code was not used up by a purchase that was refused.
    try vera.server.change("UPDATE account_account SET opening_balance = opening_balance + 1 WHERE id = 4067")
    #expect(try vera.caller.call(Self.path, second).text == Self.done)
    #expect(try vera.balances.last == ["0"])
  }

  @Test(
    "looks at rate, limit and card again in the second step, and leaves the code good",
    arguments: [
      (
        "UPDATE res_currency SET buy_rate = '0.002' WHERE id = 181", "UPDATE res_currency SET buy_rate = NULL",
        "The amounts are over one percent off the current rate"
      ),
      (
        "UPDATE res_partner SET buy_limit = 9999000000 WHERE id = 301", "UPDATE res_partner SET buy_limit = NULL",
        "The amount is over the daily limit: 99.99 EUR are left"
      ),
      (
        "UPDATE payment_card SET expiration_date = '2017-03-22 13:00:15'",
        "UPDATE payment_card SET expiration_date = '2017-03-22 13:00:16'", "The card has expired"
      ),
    ])
  func secondStep(_ change: String, _ undo: String, _ message: String) throws {
    let vera = try Exchanger()
    let (id, code) = try vera.code(Self.path, Exchanger.purchase(["payment_id": "4"]))
    try vera.server.change(change)
    let before = try vera.server.state()
    let second = Exchanger.purchase(["payment_id": "4", "code_id": id, "code": code])
    #expect(try vera.caller.refusal(Self.path, second) == message)
    #expect(try vera.server.state() == before)
    try vera.server.change(undo)
    #expect(try vera.caller.call(Self.path, second).text == Self.done)
  }

  @Test("refuses a saved card after the end of its month")
  func expiredCard() throws {
    let vera = try Exchanger(clock: "2019-10-31T23:59:59Z")
    #expect(try vera.caller.result(Self.path, Exchanger.purchase(["payment_id": "4"]))?["code_id"] != nil)
    try vera.server.setClock("2019-11-01T00:00:00Z")
    #expect(try vera.caller.refusal(Self.path, Exchanger.purchase(["payment_id": "4"])) == "The card has expired")
  }

  @Test("counts what was bought and sold today against a limit of the partner's own")
  func limit() throws {
    let vera = try Exchanger()
    try vera.server.change("UPDATE res_partner SET buy_limit = 15000000000 WHERE id = 301")
    #expect(try vera.caller.call(Self.path, Exchanger.cardPurchase()).text == Self.done)
    #expect(try vera.limit == "50")
    #expect(
      try vera.caller.refusal(Self.path, Exchanger.cardPurchase())
        == "The amount is over the daily limit: 50 EUR are left")
    let sale = Exchanger.sale(["sell_sum": "0.04515", "buy_sum": "50"])
    let (id, code) = try vera.code(Exchanger.sellPath, sale)
    #expect(
      try vera.caller.call(
        Exchanger.sellPath, Exchanger.sale(["sell_sum": "0.04515", "buy_sum": "50", "code_id": id, "code": code])
      ).text == Self.done)
    #expect(try vera.limit == "0")
    try vera.server.change("UPDATE res_partner SET buy_limit = 0 WHERE id = 301")
    #expect(try vera.limit == "0")
    try vera.server.setClock("2017-03-23T00:00:00Z")
    try vera.server.change("UPDATE res_partner SET buy_limit = NULL WHERE id = 301")
    #expect(try vera.limit == "300")
  }
}
