import NebeusSchema
import SQLite
import Testing

@testable import Store

@Suite("Schema")
struct SchemaTests {
  @Test("has STRICT tables only")
  func strict() throws {
    let connection = try SQLiteConnection(.memory)
    try Schema.nebeus.migrate(connection)
    let loose = try connection.all(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'"
    ) { try $0[0] as String }
    #expect(loose == [])
  }

  @Test("has every column that the formats name")
  func domains() throws {
    let connection = try SQLiteConnection(.memory)
    try Schema.nebeus.migrate(connection)
    for (table, columns) in Schema.nebeus.columnFormats {
      let info = try #require(try TableInfo(any: table, .nebeus, in: connection), "\(table)")
      for column in columns.keys { #expect(info.column(column) != nil, "\(table).\(column)") }
    }
  }

  @Test("names each CHECK by what it asks for")
  func checksHaveWords() throws {
    let connection = try SQLiteConnection(.memory)
    try Schema.nebeus.migrate(connection)
    for name in try TableInfo.names(in: connection) where !name.hasPrefix("mock_generated") {
      let table = try #require(try TableInfo(any: name, .nebeus, in: connection))
      let checks = try TableRules(of: table, in: connection).checks
      let script = try connection.first("SELECT sql FROM sqlite_schema WHERE name = ?", name) { try $0[0] as String }
      #expect(checks.count == script?.ranges(of: "CHECK (").count, "\(name) has a CHECK without a name")
      for check in checks {
        #expect(!check.columns.isEmpty, "\(name): \(check.expression)")
        for sql in ["=", "<", "''", "[", "GLOB", "NULL"] { #expect(!check.words.contains(sql), "\(check.words)") }
      }
    }
  }

  @Test("migrates once, and marks the database as ours")
  func migratesOnce() throws {
    let connection = try SQLiteConnection(.memory)
    try Schema.nebeus.migrate(connection)
    try Schema.nebeus.migrate(connection)
    #expect(try connection.first("PRAGMA user_version") { try $0[0] as Int } == Schema.nebeus.version)
    #expect(try connection.first("PRAGMA application_id") { try $0[0] as Int } == Schema.nebeus.applicationID)
  }

  @Test("refuses a database of a newer version and leaves it alone")
  func newer() throws {
    let connection = try SQLiteConnection(.memory)
    try connection.execute("PRAGMA user_version = 9999")
    #expect(throws: SchemaError.newer(found: 9999, known: 1, product: "nebeus-mock")) {
      try Schema.nebeus.migrate(connection)
    }
    #expect(try connection.first("SELECT count(*) FROM sqlite_schema") { try $0[0] as Int } == 0)
  }

  @Test(
    "refuses a database of its version in which something is missing, or made otherwise",
    arguments: [
      ("DROP INDEX im_chat_message_session", "no index im_chat_message_session"),
      ("DROP TRIGGER im_chat_message_removed", "no trigger im_chat_message_removed"),
      (
        "DROP VIEW im_chat_author_latest; CREATE VIEW im_chat_author_latest AS SELECT 1",
        "another view im_chat_author_latest"
      ),
      ("ALTER TABLE mock_state ADD COLUMN more TEXT", "another table mock_state"),
      ("CREATE TABLE a_note (id INTEGER); CREATE INDEX a_note_id ON a_note (id)", nil),
    ])
  func different(_ change: String, _ complaint: String?) throws {
    let connection = try SQLiteConnection(.memory)
    try Schema.nebeus.migrate(connection)
    let objects = try Schema.nebeus.objects()
    try Schema.nebeus.check(connection, for: objects)
    try connection.execute(change)
    guard let complaint else { return try Schema.nebeus.check(connection, for: objects) }
    let error = #expect(throws: SchemaError.self) { try Schema.nebeus.check(connection, for: objects) }
    #expect(
      error?.description
        == "The database was made by another build of nebeus-mock: it has \(complaint). "
        + "Use that build, or make the database again without this file")
  }

  @Test("keeps balances and turnovers through every change of a transaction")
  func turnovers() throws {
    let connection = try SQLiteConnection(.memory)
    try Schema.nebeus.migrate(connection)
    try connection.execute(
      """
      INSERT INTO res_currency (id, name, rate) VALUES (1, 'EUR', '1');
      INSERT INTO res_partner (id, name) VALUES (1, 'Ann');
      INSERT INTO account_account (id, partner_id, currency_id, code, acc_number, create_date, opening_balance)
        VALUES (1, 1, 1, 'a', 'a', '2017-01-01 00:00:00', 1000), (2, 1, 1, 'b', 'b', '2017-01-01 00:00:00', 0);
      INSERT INTO account_transaction (id, account_id, date, type, credit, debit, operation_ref) VALUES
        (1, 1, '2017-01-02 10:00:00', 't', 500, 0, 'r1'), (2, 1, '2017-01-02 11:00:00', 't', 0, 200, 'r2'),
        (3, 1, '2017-01-03 00:00:00', 't', 7, 0, 'r3');
      """)
    func check() throws {
      let wrong = try connection.all(
        """
        SELECT a.id FROM account_account a WHERE a.balance <> a.opening_balance
            + (SELECT coalesce(sum(credit - debit), 0) FROM account_transaction WHERE account_id = a.id)
          OR a.credit_total <> (SELECT coalesce(sum(credit), 0) FROM account_turnover WHERE account_id = a.id)
          OR a.debit_total <> (SELECT coalesce(sum(debit), 0) FROM account_turnover WHERE account_id = a.id)
        """
      ) { try $0[0] as Int }
      #expect(wrong == [])
    }
    func balances() throws -> [Int] {
      try connection.all("SELECT balance FROM account_account ORDER BY id") { try $0[0] }
    }
    try check()
    #expect(try balances() == [1307, 0])
    try connection.execute(
      "UPDATE account_transaction SET account_id = 2, credit = 600, date = '2017-02-01 00:00:00' WHERE id = 1")
    try check()
    #expect(try balances() == [807, 600])
    try connection.execute("DELETE FROM account_transaction WHERE id = 2")
    try check()
    #expect(try balances() == [1007, 600])
  }
}
