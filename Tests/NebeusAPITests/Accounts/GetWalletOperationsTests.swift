import JSON
import ServerTestSupport
import Testing

@Suite("POST /user/accounts/{account_id}/operations/")
struct GetWalletOperationsTests {
  static let path = "/user/accounts/13412341324/operations/"

  /// Vera's EUR account starts with 22; the rows come in an order of their own.
  static func server() throws -> TestServer {
    let server = try TestServer.start(scenario: "reference-accounts")
    try server.change(
      """
      INSERT INTO account_transaction (id, account_id, date, type, credit, debit, operation_ref) VALUES
        (15, 4067, '2017-03-22 13:00:16', 'Deposit', 500000000, 0, 'e'),
        (11, 4067, '2017-02-20 13:00:16', 'Deposit', 1000000000, 0, 'b'),
        (12, 4067, '2017-03-10 08:00:00', 'Withdrawal', 0, 225000000, 'd'),
        (14, 4067, '2017-03-10 08:00:00', 'Deposit', 100000000, 0, 'd2'),
        (10, 4067, '2017-02-20 13:00:15', 'Deposit', 300000000, 0, 'a'),
        (13, 4067, '2017-03-10 07:59:59', 'Deposit', 700000000, 0, 'c'),
        (16, 4067, '2017-03-22 13:00:17', 'Deposit', 4400000000, 0, 'f')
      """)
    return server
  }

  struct Range: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let params: String
    /// References, amounts and balances, newest first.
    let items: [String]
    let topup: String
    let withdraw: String

    init(_ name: String, _ params: String, _ items: [String], _ topup: String, _ withdraw: String) {
      testDescription = name
      self.params = params
      self.items = items
      self.topup = topup
      self.withdraw = withdraw
    }
  }

  static let lastDays = ["e 5 45.75", "d2 1 40.75", "d -2.25 39.75", "c 7 42", "b 10 35"]

  @Test(
    "gives a range newest first, each with the balance after it",
    arguments: [
      Range("the last 30 days", "{}", lastDays, "23.0", "2.25"),
      Range("none, since empty", #"{"date_from":"","date_to":null}"#, lastDays, "23.0", "2.25"),
      Range(
        "from a moment on", #"{"date_from":"2017-03-22T13:00:16.000Z"}"#, ["f 44 89.75", "e 5 45.75"], "49.0", "0.0"),
      Range("up to a moment", #"{"date_to":"2017-03-10T07:59:59Z"}"#, ["c 7 42", "b 10 35", "a 3 25"], "20.0", "0.0"),
      Range(
        "between two, in another zone",
        #"{"date_from":"2017-03-10T09:00:00+01:00","date_to":"2017-03-10T10:00:00.999+02:00"}"#,
        ["d2 1 40.75", "d -2.25 39.75"], "1.0", "2.25"),
      Range("the last moment before", #"{"date_to":"2017-02-20 13:00:15"}"#, ["a 3 25"], "3.0", "0.0"),
      Range(
        "nothing between", #"{"date_from":"2017-03-11T00:00:00Z","date_to":"2017-03-12T00:00:00Z"}"#, [], "0.0", "0.0"),
      Range(
        "nothing from late to early", #"{"date_from":"2017-03-12T00:00:00Z","date_to":"2017-03-11T00:00:00Z"}"#, [],
        "0.0", "0.0"),
      Range("before everything", #"{"date_to":"0001-01-01T00:00:00Z"}"#, [], "0.0", "0.0"),
      Range("after everything", #"{"date_from":"9999-12-31T23:59:59Z"}"#, [], "0.0", "0.0"),
    ])
  func ranges(_ range: Range) throws {
    let result = try Self.server().signIn("vera@nebeus.example").result(Self.path, range.params)
    let items = result?["items"]?.array?.map { item in
      ["operation_ref", "amount", "balance"].map { item[$0]?.string ?? item[$0]?.rawText ?? "" }.joined(separator: " ")
    }
    #expect(items == range.items)
    #expect(result?["topup"]?.string == range.topup)
    #expect(result?["withdraw"]?.string == range.withdraw)
    #expect(result?["balance"]?.string == "89.75")
  }

  @Test("keeps balances right when rows before the range change")
  func changedBefore() throws {
    let server = try Self.server()
    let vera = try server.signIn("vera@nebeus.example")
    try server.change("UPDATE account_transaction SET credit = 200000000 WHERE id = 10")
    try server.change("DELETE FROM account_transaction WHERE id = 13")
    let items = try vera.result(Self.path)?["items"]
    #expect(items?[0]?["balance"]?.rawText == "37.75")
    #expect(items?[3]?["balance"]?.rawText == "34")
  }

  @Test("goes back in the balance to the range's end over its account's own movements, to the last second of that day")
  func ownMovements() throws {
    let server = try Self.server()
    try server.change(
      """
      INSERT INTO account_transaction (account_id, date, type, credit, debit, operation_ref) VALUES
        (338, '2017-03-10 20:00:00', 'Deposit', 7700000000, 0, 'x'),
        (338, '2017-03-15 20:00:00', 'Deposit', 8800000000, 0, 'y'),
        (4067, '2017-03-10 23:59:59', 'Deposit', 900000000, 0, 'z')
      """)
    let result = try server.signIn("vera@nebeus.example").result(Self.path, #"{"date_to":"2017-03-10T07:59:59Z"}"#)
    #expect(result?["items"]?[0]?["balance"]?.rawText == "42")
    #expect(result?["balance"]?.string == "98.75")
  }

  @Test("numbers an entry by currency, month and id, and shows Internal Transfer without a partner")
  func item() throws {
    let text = try Self.server().signIn("vera@nebeus.example").call(Self.path, #"{"date_from":"2017-03-22T13:00:17Z"}"#)
      .text
    #expect(
      text
        == #"{"id":1,"jsonrpc":"2.0","result":{"balance":"89.75","currency_name":"EUR","items":[{"amount":44,"balance":89.75,"date":"2017-03-22","name":"Deposit","num":"EUR/2017/03/16","operation_ref":"f","recipient":{"name":"Internal","surname":"Transfer","id":false},"reference":"Deposit"}],"topup":"44.0","withdraw":"0.0"}}"#
    )
  }

  @Test("shows a number and a reference of the row's own")
  func ownWords() throws {
    let server = try Self.server()
    try server.change("UPDATE account_transaction SET num = 'N/1', reference = 'Rent' WHERE id = 15")
    let item = try server.signIn("vera@nebeus.example").result(Self.path)?["items"]?[0]
    #expect(["name", "num", "reference"].map { item?[$0]?.string } == ["Deposit", "N/1", "Rent"])
  }

  @Test(
    "finds the account by its code, with _ or / in it, and the lower id if two match",
    arguments: [
      ("W_1234", "4.13"), ("W%2F1234", "4.13"), ("W%5f1234", "4.13"), ("W_1235", "310.0"), ("A_B_C", "7.0"),
      ("A_B%2fC", "7.0"), ("%C3%A9%201", "8.0"),
    ])
  func finds(_ code: String, _ balance: String) throws {
    let server = try TestServer.start(scenario: "reference-accounts")
    try server.change(
      """
      INSERT INTO account_account (id, partner_id, currency_id, code, acc_number, create_date, opening_balance) VALUES
        (5002, 302, 1, 'A_B/C', 'x', '2017-01-01 00:00:00', 900000000),
        (5001, 302, 181, 'A/B_C', 'x', '2017-01-01 00:00:00', 700000000),
        (5000, 301, 1, 'A/B/C', 'x', '2017-01-01 00:00:00', 100000000),
        (5003, 302, 1, 'é 1', 'x', '2017-01-01 00:00:00', 800000000)
      """)
    let wes = try server.signIn("wes@nebeus.example")
    #expect(try wes.result("/user/accounts/\(code)/operations/")?["balance"]?.string == balance)
    #expect(
      try wes.result("/user/accounts/\(code)/operations", #"{"account_id":"W_1235"}"#)?["balance"]?.string == balance)
  }

  @Test(
    "refuses",
    arguments: [
      ("/user/accounts/13412341325/operations/", "{}", "account_id: not the code of one of your wallets"),
      ("/user/accounts/W_1234/operations/", "{}", "account_id: not the code of one of your wallets"),
      ("/user/accounts/4067/operations/", "{}", "account_id: not the code of one of your wallets"),
      ("/user/accounts/%20/operations/", "{}", "account_id: Account id should be specified"),
      (path, #"{"date_from":"yesterday"}"#, "date_from: Date from should be a moment such as 2016-03-11T10:14:00.190Z"),
      (
        path, #"{"date_to":"2017-02-29T00:00:00Z"}"#,
        "date_to: Date to should be a moment such as 2016-03-11T10:14:00.190Z"
      ),
      (path, #"{"date_to":5}"#, "date_to: Date to should be a moment such as 2016-03-11T10:14:00.190Z"),
    ])
  func refuses(_ path: String, _ params: String, _ message: String) throws {
    let vera = try TestServer.start(scenario: "reference-accounts").signIn("vera@nebeus.example")
    #expect(try vera.refusal(path, params) == message)
  }

  @Test("is one call of each a batch may have, all of the path's account")
  func batch() throws {
    let wes = try TestServer.start(scenario: "reference-accounts").signIn("wes@nebeus.example")
    let call = #"{"id":1,"params":{"account_id":"W_1235"}}"#
    let answers = try wes.post("/user/accounts/W_1234/operations/", "[\(call),\(call)]").json
    #expect(answers.count == 2)
    #expect(answers[1]?["result"]?["currency_name"]?.string == "BTC")
  }

  @Test("reads no row before the range")
  func plan() throws {
    let server = try TestServer.start(scenario: "reference-accounts")
    let plan = try server.rows(
      """
      EXPLAIN QUERY PLAN SELECT credit FROM account_transaction
      WHERE account_id = 1 AND date >= 'a' AND date <= 'b' ORDER BY date DESC, id DESC
      """)
    #expect(
      plan.map { $0[3] } == [
        "SEARCH account_transaction USING INDEX account_transaction_date (account_id=? AND date>? AND date<?)"
      ])
  }
}
