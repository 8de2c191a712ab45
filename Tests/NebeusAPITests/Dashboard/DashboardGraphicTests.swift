import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("POST /dashboard/graphic")
struct DashboardGraphicTests {
  /// A moment now, one of a transaction, and the parts of the answer that count it beside `all_time`.
  struct Case: Sendable, CustomTestStringConvertible {
    let now: String
    let date: String
    let parts: [String]

    init(_ now: String, _ date: String, _ parts: [String]) {
      self.now = now
      self.date = date
      self.parts = parts
    }

    var testDescription: String { "\(date), seen at \(now)" }
  }

  private func graphic(_ server: TestServer) throws -> JSONValue {
    try server.signIn("igor@nebeus.example").post("/dashboard/graphic").json
  }

  @Test("has nothing but zeros for a user without a wallet in the currency")
  func withoutWallet() throws {
    let server = try TestServer.start()
    try server.change("UPDATE account_account SET partner_id = 152")
    let answer = try graphic(server)
    for part in ["all_time", "month", "week", "year"] {
      #expect(answer[part]?.rawText == #"{"credit":0,"debit":0}"#, "\(part)")
    }
  }

  @Test(
    "counts a transaction in its UTC day, week, month and year, to date",
    arguments: [
      Case("2017-03-03 12:00:00", "2017-03-03 12:00:00", ["days", "week", "month", "year"]),
      Case("2017-03-03 12:00:00", "2017-03-03 12:00:01", []),
      Case("2017-03-03 12:00:00", "2017-03-03 23:59:59", []),
      Case("2017-03-03 12:00:00", "2017-03-04 00:00:00", []),
      Case("2017-03-03 12:00:00", "2017-03-01 00:00:00", ["days", "week", "month", "year"]),
      Case("2017-03-03 12:00:00", "2017-02-28 23:59:59", ["days", "week", "year"]),
      Case("2017-03-03 12:00:00", "2017-02-27 00:00:00", ["days", "week", "year"]),
      Case("2017-03-03 12:00:00", "2017-02-26 23:59:59", ["days", "year"]),
      Case("2017-03-03 12:00:00", "2017-02-24 00:00:00", ["days", "year"]),
      Case("2017-03-03 12:00:00", "2017-02-23 23:59:59", ["year"]),
      Case("2017-03-03 12:00:00", "2017-01-01 00:00:00", ["year"]),
      Case("2017-03-03 12:00:00", "2016-12-31 23:59:59", []),
      Case("2016-03-01 00:00:00", "2016-02-29 23:59:59", ["days", "week", "year"]),
      Case("2016-02-29 23:59:59", "2016-02-01 00:00:00", ["month", "year"]),
      Case("2016-02-29 23:59:59", "2016-02-28 23:59:59", ["days", "month", "year"]),
      Case("2017-01-01 00:00:00", "2016-12-31 23:59:59", ["days", "week"]),
      Case("2017-01-01 00:00:00", "2016-12-25 00:00:00", ["days"]),
      Case("2017-01-01 00:00:00", "2016-12-24 23:59:59", []),
      Case("2018-01-01 00:00:00", "2017-12-31 23:59:59", ["days"]),
      Case("2018-01-01 00:00:00", "2018-01-01 00:00:00", ["days", "week", "month", "year"]),
      Case("2016-12-31 23:59:59", "2016-01-01 00:00:00", ["year"]),
      Case("2017-04-30 12:00:00", "2017-04-01 00:00:00", ["month", "year"]),
      Case("2017-04-30 12:00:00", "2017-04-24 00:00:00", ["days", "week", "month", "year"]),
      Case("2017-05-31 12:00:00", "2017-05-01 00:00:00", ["month", "year"]),
    ])
  func calendar(_ given: Case) throws {
    let server = try TestServer.start(clock: given.now)
    try server.change(
      """
      DELETE FROM account_transaction;
      INSERT INTO account_transaction (account_id, date, type, credit, debit, operation_ref)
        VALUES (311, '\(given.date)', 'x', 20000000, 1, 'a');
      """)
    let counted = #"{"credit":0.2,"debit":0.00000001}"#
    let answer = try graphic(server)
    #expect(answer["all_time"]?.rawText == counted)
    let days = answer["days"]?.members?.filter { $0.value.rawText == counted }.map(\.key) ?? []
    #expect(days == (given.parts.contains("days") ? [String(given.date.prefix(10))] : []))
    for part in ["week", "month", "year"] {
      #expect(answer[part]?.rawText == (given.parts.contains(part) ? counted : #"{"credit":0,"debit":0}"#), "\(part)")
    }
  }

  @Test(
    "shows today and the seven days before",
    arguments: [
      (
        "2016-03-03 00:00:00", "2016-02-25 2016-02-26 2016-02-27 2016-02-28 2016-02-29 2016-03-01 2016-03-02 2016-03-03"
      ),
      (
        "2017-03-03 23:59:59", "2017-02-24 2017-02-25 2017-02-26 2017-02-27 2017-02-28 2017-03-01 2017-03-02 2017-03-03"
      ),
      (
        "2017-01-03 12:00:00", "2016-12-27 2016-12-28 2016-12-29 2016-12-30 2016-12-31 2017-01-01 2017-01-02 2017-01-03"
      ),
    ])
  func days(_ now: String, _ days: String) throws {
    let answer = try graphic(try TestServer.start(clock: now))
    #expect(answer["days"]?.members?.map(\.key).joined(separator: " ") == days)
  }

  @Test("adds up all accounts in the chart's currency, exactly, and no others")
  func accounts() throws {
    let server = try TestServer.start()
    try server.change(
      """
      DELETE FROM account_transaction;
      INSERT INTO account_account (id, partner_id, currency_id, code, acc_number, create_date)
        VALUES (313, 169, 181, 'second', 'second', '2017-01-01 00:00:00');
      INSERT INTO account_transaction (account_id, date, type, credit, debit, operation_ref) VALUES
        (311, '2017-03-03 01:00:00', 'x', 10000000, 0, 'a'), (313, '2017-03-03 02:00:00', 'x', 20000000, 0, 'b'),
        (311, '2017-03-02 01:00:00', 'x', 0, 70000000, 'c'), (312, '2017-03-03 01:00:00', 'x', 12345, 0, 'd'),
        (301, '2017-03-03 01:00:00', 'x', 99999, 0, 'e'), (312, '2017-03-03 20:00:00', 'x', 5, 7, 'later in EUR'),
        (301, '2017-03-03 20:00:00', 'x', 3, 9, 'later, of another partner');
      """)
    let answer = try graphic(server)
    #expect(answer["days"]?["2017-03-03"]?.rawText == #"{"credit":0.3,"debit":0}"#)
    #expect(answer["days"]?["2017-03-02"]?.rawText == #"{"credit":0,"debit":0.7}"#)
    #expect(answer["month"]?.rawText == #"{"credit":0.3,"debit":0.7}"#)
  }

  @Test("counts in the partner's chart currency, and converts nothing")
  func chartCurrency() throws {
    let server = try TestServer.start()
    try server.change(
      """
      UPDATE res_partner SET chart_currency_id = 1 WHERE id = 169;
      INSERT INTO account_transaction (account_id, date, type, credit, operation_ref)
        VALUES (312, '2017-03-03 01:00:00', 'x', 1234000000, 'a');
      """)
    let answer = try graphic(server)
    #expect(answer["currency_name"]?.string == "EUR")
    #expect(answer["all_time"]?.rawText == #"{"credit":12.34,"debit":0}"#)
    #expect(answer["year"]?.rawText == #"{"credit":12.34,"debit":0}"#)
  }

  @Test("follows transactions that are changed and taken back")
  func changes() throws {
    let server = try TestServer.start()
    try server.change(
      """
      UPDATE account_transaction SET date = '2017-03-03 11:07:22', credit = 5 WHERE id = 7;
      DELETE FROM account_transaction WHERE id = 3;
      """)
    let answer = try graphic(server)
    #expect(answer["all_time"]?["credit"]?.rawText == "0.02444905")
    #expect(answer["days"]?["2017-02-28"]?.rawText == #"{"credit":0,"debit":0}"#)
    #expect(answer["days"]?["2017-03-03"]?.rawText == #"{"credit":0.00000005,"debit":0}"#)
  }

  @Test("shows nothing but zeros to a new user")
  func newUser() throws {
    let server = try TestServer.start()
    _ = try server.visitor().post("/signup/1.0/json", NewUser().json)
    let answer = try server.signIn("new@nebeus.example", "a long secret").post("/dashboard/graphic").json
    #expect(answer.members?.map(\.key) == ["all_time", "days", "month", "week", "year", "currency_name"])
    #expect(answer["all_time"]?.rawText == #"{"credit":0,"debit":0}"#)
    #expect(answer["currency_name"]?.string == "BTC")
  }

  @Test("needs a session")
  func session() throws {
    let answer = try TestServer.start().visitor().post("/dashboard/graphic")
    #expect(try answer.json["error"]?["code"]?.integer == 100)
  }
}
