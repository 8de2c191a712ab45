import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("POST /partner/dashboard")
struct DashboardTests {
  private func dashboard(_ server: TestServer, _ login: String = "igor@nebeus.example") throws -> JSONValue {
    try server.signIn(login).post("/partner/dashboard").json
  }

  @Test("shows a new user who has nothing yet")
  func newUser() throws {
    let server = try TestServer.start()
    try server.change(
      "INSERT INTO mock_generated (kind, value) VALUES ('account_code', '60014120099'), ('account_code', '1Nova')")
    _ = try server.visitor().post("/signup/1.0/json", NewUser().json)
    let answer = try server.signIn("new@nebeus.example", "a long secret").post("/partner/dashboard")
    #expect(
      answer.text == #"{"name":"Nova","surname":"Nueva","city":false,"country_name":"Spain","country_code":"ES","#
        + #""rating":0,"credit_rank":0,"verification":{"address":{"status":"not_verified","points":0},"#
        + #""identity":{"status":"not_verified","points":0},"phone":{"status":false,"points":0}},"social_networks":["#
        + #"{"name":"Facebook Graph","connected":false,"auth_link":"https://facebook.example/oauth"},"#
        + #"{"name":"Google OAuth2","connected":false,"auth_link":"https://google.example/oauth"},"#
        + #"{"name":"LinkedIn","connected":false,"auth_link":"https://linkedin.example/oauth"},"#
        + #"{"name":"PayPal","connected":false,"auth_link":"https://paypal.example/oauth"}],"#
        + #""default_currency":{"rate":1,"name":"EUR"},"accounts":["#
        + #"{"acc_number":"60014120099","currency":{"rate":1,"name":"EUR"},"sum":0},"#
        + #"{"acc_number":"1Nova","currency":{"rate":0.001163,"name":"BTC"},"sum":0}],"transactions":[],"#
        + #""nearest_operations":[],"reserved_money":{"credit":0,"debit":0,"currency_name":"BTC"}}"#)
  }

  @Test("follows the partner's own rows")
  func profile() throws {
    let server = try TestServer.start()
    try server.change(
      """
      UPDATE res_partner SET name = 'Ígor', surname = NULL, city = NULL, country_id = NULL, rating = -1,
        credit_rank = 9, default_currency_id = 181, chart_currency_id = 1 WHERE id = 169;
      UPDATE res_currency SET rate = '0.00116300' WHERE id = 181;
      INSERT INTO account_reservation (partner_id, currency_id, credit, debit) VALUES
        (169, 1, 100000000, 0), (169, 1, 50000000, 1), (169, 181, 7, 7), (152, 1, 9, 9);
      """)
    let dashboard = try dashboard(server)
    #expect(dashboard["name"]?.rawText == #""\u00cdgor""#)
    #expect(
      ["surname", "city", "country_name", "country_code", "rating", "credit_rank"].map { dashboard[$0]?.rawText }
        == ["false", "false", "false", "false", "-1", "9"])
    #expect(dashboard["default_currency"]?.rawText == #"{"rate":0.001163,"name":"BTC"}"#)
    #expect(dashboard["reserved_money"]?.rawText == #"{"credit":1.5,"debit":0.00000001,"currency_name":"EUR"}"#)
  }

  @Test("shows every status of verification", arguments: ["not_verified", "pending", "verified", "rejected"])
  func verification(_ status: String) throws {
    let server = try TestServer.start()
    try server.change(
      """
      UPDATE res_partner SET address_status = '\(status)', address_points = 1, identity_status = '\(status)',
        identity_points = 2, phone_verified = 1, phone_points = 3 WHERE id = 169
      """)
    #expect(
      try dashboard(server)["verification"]?.rawText
        == #"{"address":{"status":"\#(status)","points":1},"identity":{"status":"\#(status)","points":2},"#
        + #""phone":{"status":true,"points":3}}"#)
  }

  @Test("shows which social networks are connected, and by whom")
  func networks() throws {
    let server = try TestServer.start()
    try server.change("INSERT INTO res_partner_oauth VALUES (169, 1), (169, 3)")
    let networks = try dashboard(server)["social_networks"]?.array ?? []
    #expect(networks.map { $0["connected"]?.bool } == [true, false, true, false])
  }

  @Test("shows the balance to the last of eight decimals, however large")
  func balances() throws {
    let server = try TestServer.start()
    try server.change(
      """
      UPDATE account_account SET opening_balance = 9007199254740993 WHERE id = 312;
      INSERT INTO account_transaction (account_id, date, type, debit, operation_ref)
        VALUES (311, '2017-03-03 11:00:00', 'Fee', 1, 'fee');
      """)
    let accounts = try dashboard(server)["accounts"]?.array ?? []
    #expect(accounts.map { $0["sum"]?.rawText } == ["0.10769199", "90071992.54740993"])
  }

  @Test("lists the ten latest transactions of all accounts, oldest first; of one moment, the higher id is newer")
  func transactions() throws {
    let server = try TestServer.start()
    try server.change(
      """
      DELETE FROM account_transaction;
      INSERT INTO account_transaction (id, account_id, date, type, credit, operation_ref) VALUES
        (20, 311, '2017-03-01 10:00:00', 'x', 1, 'k'), (21, 312, '2017-03-01 10:00:00', 'x', 1, 'l'),
        (3, 312, '2017-03-01 10:00:00', 'x', 1, 'c'), (4, 311, '2017-03-01 10:00:00', 'x', 1, 'd'),
        (5, 312, '2017-03-01 10:00:00', 'x', 1, 'e'), (6, 311, '2017-03-01 10:00:00', 'x', 1, 'f'),
        (7, 311, '2017-03-01 10:00:00', 'x', 1, 'g'), (8, 311, '2017-03-01 10:00:00', 'x', 1, 'h'),
        (9, 312, '2017-03-01 10:00:00', 'x', 1, 'i'), (10, 311, '2017-03-01 10:00:00', 'x', 1, 'j'),
        (2, 311, '2017-03-02 10:00:00', 'x', 1, 'last'), (99, 311, '2016-03-02 10:00:00', 'x', 1, 'never'),
        (98, 301, '2017-03-02 10:00:00', 'x', 1, 'of another');
      """)
    let transactions = try dashboard(server)["transactions"]?.array ?? []
    #expect(
      transactions.map { $0["id"]?.string } == ["d", "e", "f", "g", "h", "i", "j", "k", "l", "last"])
    #expect(transactions.map { $0["currency"]?.string }.suffix(3) == ["BTC", "EUR", "BTC"])
  }

  @Test("lists the ten latest of an account with more: by date, then by id")
  func latest() throws {
    let server = try TestServer.start()
    let rows = (101...112).map { "(\($0), 311, '2017-03-01 10:00:00', 'x', 1, '\($0)')" }.joined(separator: ", ")
    try server.change(
      """
      DELETE FROM account_transaction;
      INSERT INTO account_transaction (id, account_id, date, type, credit, operation_ref) VALUES
        \(rows), (200, 311, '2017-02-28 10:00:00', 'x', 1, 'earlier'), (201, 311, '2017-02-27 10:00:00', 'x', 1, 'older');
      """)
    let transactions = try dashboard(server)["transactions"]?.array ?? []
    #expect(transactions.map { $0["id"]?.string } == (103...112).map { "\($0)" })
  }

  @Test("lists the ten latest of four accounts, whatever each of them has", arguments: 1...40)
  func ofAccounts(_ count: Int) throws {
    let server = try TestServer.start()
    // Few moments, so that many transactions share one; two of the accounts have no transaction at first.
    let rows = (1...count).map { number in
      let (account, day) = ([311, 313, 312, 314][number % (count % 4 + 1)], 1 + number * 7 % 3)
      return "(\(1 + number * 17 % 41), \(account), '2017-03-0\(day) 10:00:00', 'x', 1, '\(number)')"
    }
    try server.change(
      """
      DELETE FROM account_transaction;
      INSERT INTO account_account (id, partner_id, currency_id, code, acc_number, create_date) VALUES
        (313, 169, 1, 'third', 'third', '2017-01-01 00:00:00'), (314, 169, 181, 'fourth', 'fourth', '2017-01-01 00:00:00');
      INSERT INTO account_transaction (id, account_id, date, type, credit, operation_ref) VALUES
        \(rows.joined(separator: ", "));
      """)
    let latest = try server.rows("SELECT operation_ref FROM account_transaction ORDER BY date DESC, id DESC LIMIT 10")
    let transactions = try dashboard(server)["transactions"]?.array ?? []
    #expect(transactions.map { $0["id"]?.string } == latest.reversed().map { $0.first })
  }

  @Test("shows who is on the other side of a transaction")
  func counterpart() throws {
    let server = try TestServer.start()
    try server.change(
      """
      UPDATE res_partner SET surname = NULL, country_id = NULL WHERE id = 134;
      DELETE FROM account_transaction;
      INSERT INTO account_transaction (account_id, date, type, debit, operation_ref, partner_id) VALUES
        (311, '2017-03-01 10:00:00', 'Transfer', 12000000, 'a', 134),
        (311, '2017-03-01 10:00:00', 'Transfer', 0, 'b', NULL);
      """)
    #expect(
      try dashboard(server)["transactions"]?.rawText
        == #"[{"credit":0,"currency":"BTC","date":"2017-03-01 10:00:00","debit":0.12,"id":"a","#
        + #""partner":{"surname":false,"name":"User","id":134,"country_code":false},"type":"Transfer"},"#
        + #"{"credit":0,"currency":"BTC","date":"2017-03-01 10:00:00","debit":0,"id":"b","#
        + #""partner":{"surname":"Transfer","name":"Internal"},"type":"Transfer"}]"#)
  }

  @Test("lists the next five operations, from this second on, soonest first")
  func operations() throws {
    let server = try TestServer.start()
    try server.change(
      """
      INSERT INTO account_operation (id, partner_id, date, amount, description, type, operation_ref) VALUES
        (20, 169, '2017-03-04 10:00:00', 150000000, 'Loan', 'debit', 'third'),
        (21, 169, '2017-03-04 10:00:00', 0, 'Loan', 'debit', 'fourth'),
        (22, 169, '2017-03-03 12:00:01', 0, 'Loan', 'debit', 'second'),
        (23, 169, '2017-03-03 12:00:00', 0, 'Loan', 'credit', 'first'),
        (24, 169, '2017-03-03 11:59:59', 0, 'Loan', 'debit', 'over'),
        (25, 169, '2020-01-01 00:00:00', 0, 'Loan', 'debit', 'sixth'),
        (26, 169, '2018-01-01 00:00:00', 0, 'Loan', 'debit', 'fifth'),
        (27, 152, '2017-03-04 00:00:00', 0, 'Loan', 'debit', 'of another');
      """)
    let caller = try server.signIn("igor@nebeus.example")
    func due() throws -> [String?] {
      try caller.post("/partner/dashboard").json["nearest_operations"]?.array?.map { $0["id"]?.string } ?? []
    }
    #expect(try due() == ["first", "second", "third", "fourth", "fifth"])
    try server.setClock("2017-03-04 10:00:00")
    #expect(try due() == ["third", "fourth", "fifth", "sixth"])
  }

  @Test("needs a session")
  func session() throws {
    let answer = try TestServer.start().visitor().post("/partner/dashboard", #"{"id":"a","params":{}}"#)
    #expect(answer.status == 200)
    #expect(
      answer.text == #"{"jsonrpc":"2.0","id":"a","error":{"code":100,"message":"Odoo Session Expired","data":"#
        + #"{"name":"openerp.http.SessionExpiredException","message":"Session expired","#
        + #""arguments":["Session expired"],"debug":""}}}"#)
  }
}
