import JSON
import ServerTestSupport
import Testing

@Suite("The endpoints of money")
struct MoneyEndpointTests {
  static let paths = [
    "/user/get_wallets_list/1.0/json", "/user/accounts/W_1234/operations/", "/user/get_cards/1.0/json",
    "/card2card/new/1.0/json", "/card2card/search/1.0/json", "/btc/get_buy_limit/1.0/json",
    "/utils/get_buy_currencies/1.0/json", "/utils/get_sell_currencies/1.0/json", "/buy_currency/1.0/json",
    "/sell_currency/1.0/json",
  ]

  @Test("need a session", arguments: paths)
  func session(_ path: String) throws {
    let server = try TestServer.start(scenario: "reference-accounts")
    let answer = try server.visitor().call(path).json
    #expect(answer["error"]?["code"]?.integer == 100)
    #expect(answer["id"]?.integer == 1)
  }

  @Test("refuse params that nobody documents where the server is strict", arguments: paths)
  func strict(_ path: String) throws {
    let server = try TestServer.start(scenario: "reference-accounts") { settings, _ in settings.isStrict = true }
    let vera = try server.visitor(["X-Openerp-Session-Id": "known"])
    try server.change("INSERT INTO http_session VALUES ('known', 201, '2017-03-22 13:00:16')")
    let before = try server.state()
    // With all that is required, so that nothing else is wrong.
    let required = [
      "/card2card/new/1.0/json": #""from_sum":1,"to_sum":1,"to_sum_currency":1,"#,
      "/card2card/search/1.0/json": #""query":"","#,
      "/buy_currency/1.0/json": #""buy_amount":"1","deposit_amount":"1","account_id":"338","#,
      "/sell_currency/1.0/json": #""sell_sum":"1","buy_sum":"1","debit_from":"338","deposit_to":"4067","#,
    ]
    let answer = try vera.call(path, "{\(required[path] ?? "")\"colour\":\"blue\"}").text
    #expect(answer.contains(#"unknown parameter \"colour\""#), "\(answer)")
    #expect(try server.state() == before)
  }

  /// A strict server where Vera has the session `known`, 1,000 EUR, and a transfer to a recipient.
  private func strict() throws -> TestServer {
    let server = try TestServer.start(scenario: "reference-accounts") { settings, _ in settings.isStrict = true }
    try server.change(
      """
      INSERT INTO http_session VALUES ('known', 201, '2017-03-22 13:00:16');
      UPDATE account_account SET opening_balance = 100000000000 WHERE id = 4067;
      UPDATE card2card_transfer SET partner_id = 301 WHERE id = 1;
      """)
    return server
  }

  @Test(
    "take the documented types and no others where the server is strict",
    arguments: [
      (Exchanger.buyPath, Exchanger.purchase(), "code_id"),
      (Exchanger.buyPath, Exchanger.cardPurchase(["save_card": "true"]), "Save card should be true or false"),
      (Exchanger.sellPath, Exchanger.sale(), "code_id"),
      (Transferrer.path, Transferrer.transfer(["source_id": "4067"]), "success"),
      (Transferrer.path, Transferrer.transfer(["from_sum": #""100""#]), "From sum should be a number"),
      (Transferrer.path, Transferrer.transfer(["to_sum_currency": #""1""#]), "To sum currency should be a number"),
      (Transferrer.path, Transferrer.transfer(["save_recipient_details": "true"]), "should be a string"),
      ("/user/accounts/13412341324/operations/", #"{"account_id":"x"}"#, #"unknown parameter \"account_id\""#),
      ("/user/accounts/13412341324/operations/", #"{"date_from":"2017-03-01T00:00:00Z"}"#, #""withdraw":"0.0""#),
    ])
  func strictTypes(_ path: String, _ params: String, _ part: String) throws {
    let answer = try strict().visitor(["X-Openerp-Session-Id": "known"]).call(path, params).text
    #expect(answer.contains(part), "\(answer)")
  }

  /// A transfer to the recipient of an earlier one.
  private static func earlierTransfer(_ changes: [String: String]) -> String {
    let earlier = [
      "source_id": "4067", "recipient_id": "1", "recipient_country_id": "-", "recipient_card_number": "-",
      "recipient_email": "-", "recipient_cardholder_name": "-",
    ]
    return Transferrer.transfer(earlier.merging(changes) { $1 })
  }

  @Test(
    "take only what goes together where the server is strict",
    arguments: [
      (
        Exchanger.buyPath, Exchanger.purchase(["cardholder_name": "Vera Wallet"]),
        "payment_id: not allowed together with a new card"
      ),
      (Exchanger.buyPath, Exchanger.purchase(["code": "123456"]), "Code id should be specified"),
      (Exchanger.buyPath, Exchanger.purchase(["code_id": "358"]), "Code should be specified"),
      (Exchanger.sellPath, Exchanger.sale(["code_id": "358"]), "Code should be specified"),
      (
        Transferrer.path, Transferrer.transfer(["source_id": "4067", "cvv": #""123""#]),
        "source_id: not allowed together with a new card"
      ),
      (
        Transferrer.path, Transferrer.transfer(["source_id": "4067", "recipient_id": "1"]),
        "recipient_id: not allowed together with a new recipient"
      ),
      (
        Transferrer.path, earlierTransfer(["recipient_country_id": "1"]),
        "recipient_id: not allowed together with a new recipient"
      ),
      (
        Transferrer.path, earlierTransfer(["recipient_phone": #""+34600555034""#]),
        "recipient_id: not allowed together with a new recipient"
      ),
      (
        "/user/accounts/13412341324/operations/", #"{"date_from":"2017-03-01T00:00:00"}"#,
        "date_from: Date from should have a time zone, such as 2016-03-11T10:14:00.190Z"
      ),
      (
        Exchanger.buyPath,
        #"{"buy_amount":"0.0903","deposit_amount":"100","payment_id":4,"account_id":338,"code_id":358,"code":12345}"#,
        "Code should be a string"
      ),
      (
        Exchanger.buyPath, #"{"buy_amount":0.0903,"deposit_amount":"100","payment_id":4,"account_id":338}"#,
        "Buy amount should be a string"
      ),
    ])
  func strictPairs(_ path: String, _ params: String, _ message: String) throws {
    let server = try strict()
    let before = try server.state()
    #expect(try server.visitor(["X-Openerp-Session-Id": "known"]).refusal(path, params) == message)
    #expect(try server.state() == before)
    // A server that isn't strict says nothing of it.
    let lenient = try Exchanger()
    #expect(try lenient.caller.refusal(path, params) != message)
  }

  @Test(
    "take no single part of a new recipient or card beside a known one where the server is strict",
    arguments: [
      ("recipient_card_number", #""4444333322221111""#, "recipient_id: not allowed together with a new recipient"),
      ("recipient_email", #""olga@example.com""#, "recipient_id: not allowed together with a new recipient"),
      ("recipient_cardholder_name", #""Olga""#, "recipient_id: not allowed together with a new recipient"),
      ("card_number", #""378282246310005""#, "source_id: not allowed together with a new card"),
      ("cardholder_name", #""Vera""#, "source_id: not allowed together with a new card"),
      ("expiration_date", #""12/19""#, "source_id: not allowed together with a new card"),
      ("cvv", #""1234""#, "source_id: not allowed together with a new card"),
    ])
  func strictParts(_ name: String, _ value: String, _ message: String) throws {
    let new = ["country_id", "card_number", "email", "cardholder_name"].map { ("recipient_\($0)", "-") }
    let known = Dictionary(new + [("source_id", "4067"), ("recipient_id", "1")]) { $1 }
    let caller = try strict().visitor(["X-Openerp-Session-Id": "known"])
    #expect(try caller.refusal(Transferrer.path, Transferrer.transfer(known.merging([name: value]) { $1 })) == message)
    #expect(try caller.result(Transferrer.path, Transferrer.transfer(known))?["status"]?.string == "success")
  }

  @Test("leave the first login of the demo money and an unspent limit")
  func demo() throws {
    let server = try TestServer.start(scenario: "demo")
    let lucy = try server.signIn("lucy@demo.example", "demo-password")
    let wallets = try lucy.result("/user/get_wallets_list/1.0/json")
    #expect(try #require(wallets?[0]?["balance"]?.number) >= #require(ExactDecimal("0.05")))
    #expect(try #require(wallets?[1]?["balance"]?.number) >= ExactDecimal(1_000))
    #expect(try lucy.result("/btc/get_buy_limit/1.0/json")?["limit"]?.integer == 300)
    #expect(try lucy.result("/card2card/search/1.0/json", #"{"query":""}"#)?.count ?? 0 > 1)
    // Every transfer that it shows is a movement of the wallet that paid for it.
    let loose = try server.rows(
      """
      SELECT id FROM card2card_transfer c WHERE NOT EXISTS (
        SELECT 1 FROM account_transaction t WHERE t.account_id = c.source_id AND t.operation_ref = c.operation_ref
          AND t.date = c.date AND t.debit = c.from_sum)
      """)
    #expect(loose == [])
    // As live ones do, they credit no wallet here.
    #expect(
      try server.rows("SELECT id FROM account_transaction WHERE type = 'Card to card transfer' AND credit > 0") == [])
  }

  @Test(
    "answer plain JSON-RPC in that dialect, and in a batch",
    arguments: [
      (
        "/btc/get_buy_limit/1.0/json", "{}",
        #"{"jsonrpc":"2.0","id":1,"result":{"status":"success","limit":300,"currency":"EUR"}}"#
      ),
      ("/card2card/search/1.0/json", #"{"query":"nobody"}"#, #"{"jsonrpc":"2.0","id":1,"result":[]}"#),
      (
        "/card2card/new/1.0/json", "{}",
        #"{"jsonrpc":"2.0","id":1,"result":{"status":"error","field":"from_sum","message":"From sum should be specified"}}"#
      ),
      (
        "/helpdesk/message", "{}",
        #"{"jsonrpc":"2.0","id":1,"result":{"status":"error","field":"email","message":"Email should be specified"}}"#
      ),
      (
        "/sell_currency/1.0/json", "{}",
        #"{"jsonrpc":"2.0","id":1,"result":{"status":"error","message":"Sell sum should be specified"}}"#
      ),
    ])
  func plainly(_ path: String, _ params: String, _ text: String) throws {
    let server = try TestServer.start(scenario: "reference-accounts")
    let vera = try server.signIn("vera@nebeus.example")
    let call = #"{"jsonrpc":"2.0","method":"call","id":1,"params":\#(params)}"#
    #expect(try vera.post(path, "[\(call),\(call)]").text == "[\(text),\(text)]")
    vera.fields["Prefer"] = "dialect=jsonrpc"
    #expect(try vera.post(path, call).text == text)
  }
}
