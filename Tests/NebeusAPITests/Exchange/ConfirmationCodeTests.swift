import ServerTestSupport
import Testing

@Suite("The codes of buying and selling")
struct ConfirmationCodeTests {
  static let path = Exchanger.buyPath

  private func confirm(
    _ vera: Exchanger, _ id: String, _ code: String, _ changes: [String: String] = [:]
  ) throws -> String {
    let params = Exchanger.purchase(["code_id": id, "code": code].merging(changes) { $1 })
    return try vera.caller.call(Self.path, params).text
  }

  @Test("can be used once each, several open at a time")
  func besides() throws {
    let vera = try Exchanger()
    let first = try vera.code(Self.path, Exchanger.purchase())
    let second = try vera.code(Self.path, Exchanger.purchase())
    #expect(first.id != second.id)
    #expect(try confirm(vera, first.id, first.code) == BuyCurrencyTests.done)
    #expect(try confirm(vera, second.id, second.code) == BuyCurrencyTests.done)
    #expect(try confirm(vera, first.id, first.code) == BuyCurrencyTests.wrong)
    #expect(try vera.limit == "100")
  }

  @Test("are sent to the user who asks, whose own limit counts")
  func ownUser() throws {
    let vera = try Exchanger()
    let (id, code) = try vera.code(Self.path, Exchanger.purchase())
    #expect(try confirm(vera, id, code) == BuyCurrencyTests.done)
    try vera.server.change(
      """
      UPDATE res_partner SET buy_limit = 15000000000, phone = '+303' WHERE id = 303;
      UPDATE res_partner SET phone = '+301' WHERE id = 301;
      UPDATE res_users SET code_method = 'sms' WHERE partner_id = 303;
      """)
    let tom = try vera.server.signIn("tom@nebeus.example")
    #expect(try tom.result("/btc/get_buy_limit/1.0/json")?["limit"]?.rawText == "150")
    let params = Exchanger.purchase(["payment_id": "4074", "account_id": "4073"])
    #expect(try tom.result(Self.path, params)?["code_id"] != nil)
    #expect(try vera.server.rows("SELECT \"to\" FROM mock_outbox ORDER BY id DESC LIMIT 1") == [["+303"]])
  }

  @Test(
    "are good for 300000 ms", arguments: [("13:05:15", BuyCurrencyTests.done), ("13:05:16", BuyCurrencyTests.wrong)])
  func expiry(_ time: String, _ text: String) throws {
    let vera = try Exchanger()
    let (id, code) = try vera.code(Self.path, Exchanger.purchase())
    try vera.server.setClock("2017-03-22T\(time)Z")
    #expect(try confirm(vera, id, code) == text)
  }

  @Test(
    "are valid for their own deal only, which reveals nothing to a guesser",
    arguments: [
      ["buy_amount": "0.0904"], ["deposit_amount": "100.01"], ["payment_id": "4"], ["account_id": "5000"], ["code": ""],
      ["code": "12345"],
      ["code_id": "-"], ["code_id": ""], ["code_id": "x"], ["code_id": "999"], ["code_id": "99999999999999999999"],
      ["code_id": "357"],
    ])
  func otherDeals(_ changes: [String: String]) throws {
    let vera = try Exchanger()
    try vera.server.change(
      """
      INSERT INTO account_account (id, partner_id, currency_id, code, acc_number, create_date)
        VALUES (5000, 301, 181, 'second', 'second', '2017-01-01 00:00:00')
      """)
    let (id, code) = try vera.code(Self.path, Exchanger.purchase())
    #expect(try confirm(vera, id, code, changes) == BuyCurrencyTests.wrong)
    #expect(try vera.limit == "300")
    #expect(try vera.balances == [["108274000"], ["100000000000"]])
    #expect(try confirm(vera, id, code) == BuyCurrencyTests.done)
  }

  @Test("make the second step of a form too, be they empty")
  func form() throws {
    let vera = try Exchanger()
    let answer = try vera.caller.post(
      Self.path, "buy_amount=0.0903&deposit_amount=100&payment_id=4067&account_id=338&code_id=&code=",
      type: "application/x-www-form-urlencoded")
    #expect(answer.text.contains("Something went wrong"))
    #expect(try vera.server.rows("SELECT count(*) FROM mock_outbox") == [["0"]])
  }

  @Test("of a purchase aren't valid for a sale, nor for another user")
  func otherKinds() throws {
    let vera = try Exchanger()
    let (id, code) = try vera.code(Exchanger.sellPath, Exchanger.sale())
    #expect(try confirm(vera, id, code) == BuyCurrencyTests.wrong)
    try vera.server.change("UPDATE exchange_code SET user_id = 202 WHERE id = \(id)")
    // Not even where wallets, amounts and user are those of the purchase.
    let purchase = try vera.code(Self.path, Exchanger.purchase())
    try vera.server.change("UPDATE exchange_code SET type = 'sell' WHERE id = \(purchase.id)")
    #expect(try confirm(vera, purchase.id, purchase.code) == BuyCurrencyTests.wrong)
    let sale = Exchanger.sale(["code_id": id, "code": code])
    #expect(try vera.caller.call(Exchanger.sellPath, sale).text == BuyCurrencyTests.wrong)
    try vera.server.change("UPDATE exchange_code SET user_id = 201 WHERE id = \(id)")
    #expect(try vera.caller.call(Exchanger.sellPath, sale).text == BuyCurrencyTests.done)
  }

  @Test("are used up by the fifth wrong try", arguments: [(4, BuyCurrencyTests.done), (5, BuyCurrencyTests.wrong)])
  func tries(_ count: Int, _ text: String) throws {
    let vera = try Exchanger()
    let (id, code) = try vera.code(Self.path, Exchanger.purchase())
    let other = try vera.code(Self.path, Exchanger.purchase())
    var expected = try vera.server.state()
    for _ in 0..<count { #expect(try confirm(vera, id, "x") == BuyCurrencyTests.wrong) }
    #expect(try vera.server.rows("SELECT wrong_tries FROM exchange_code WHERE id = \(id)") == [["\(count)"]])
    // Nothing but the count is written by a refused call.
    let after = try vera.server.state()
    expected["exchange_code"] = after["exchange_code"]
    #expect(after == expected)
    #expect(try confirm(vera, id, code) == text)
    #expect(try confirm(vera, other.id, other.code) == BuyCurrencyTests.done)
  }

  @Test(
    "are sent as an SMS where the user has chosen that and has a phone",
    arguments: [
      ("sms", "'+34600555034'", "sms", "+34600555034"), ("sms", "NULL", "email", "vera@nebeus.example"),
      ("sms", "''", "email", "vera@nebeus.example"), ("email", "'+34600555034'", "email", "vera@nebeus.example"),
    ])
  func method(_ chosen: String, _ phone: String, _ method: String, _ recipient: String) throws {
    let vera = try Exchanger()
    try vera.server.change(
      "UPDATE res_users SET code_method = '\(chosen)' WHERE id = 201; UPDATE res_partner SET phone = \(phone) WHERE id = 301"
    )
    #expect(try vera.caller.result(Self.path, Exchanger.purchase())?["method"]?.string == method)
    #expect(try vera.server.rows(#"SELECT kind, "to" FROM mock_outbox"#) == [["pin", recipient]])
  }

  @Test("come from the scenario where it lists some")
  func listed() throws {
    let vera = try Exchanger()
    try vera.server.change("INSERT INTO mock_generated (kind, value) VALUES ('pin', '012345')")
    #expect(try vera.code(Self.path, Exchanger.purchase()).code == "012345")
  }
}
