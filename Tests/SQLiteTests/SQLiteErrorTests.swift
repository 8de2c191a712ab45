import SQLite
import Testing

@Suite("SQLiteError")
struct SQLiteErrorTests {
  let connection: SQLiteConnection

  init() throws {
    connection = try Ledger.open()
    try connection.run("INSERT INTO account VALUES (1, 'A', 1)")
  }

  @Test(
    "names the constraint that a statement broke, with its SQL and without its values",
    arguments: [
      BrokenConstraint(
        "INSERT INTO account VALUES (?, 'secret', 1)", .integer(1),
        "SQLITE_CONSTRAINT_PRIMARYKEY: UNIQUE constraint failed: account.id"),
      BrokenConstraint(
        "INSERT INTO account VALUES (2, ?, 1)", .text("A"),
        "SQLITE_CONSTRAINT_UNIQUE: UNIQUE constraint failed: account.code"),
      BrokenConstraint(
        "INSERT INTO account VALUES (2, ?, 1)", .null,
        "SQLITE_CONSTRAINT_NOTNULL: NOT NULL constraint failed: account.code"),
      BrokenConstraint(
        "UPDATE account SET units = ?", .integer(-5), "SQLITE_CONSTRAINT_CHECK: CHECK constraint failed: units >= 0"),
      BrokenConstraint(
        "INSERT INTO move VALUES (1, ?, 'x')", .integer(99),
        "SQLITE_CONSTRAINT_FOREIGNKEY: FOREIGN KEY constraint failed"),
      BrokenConstraint(
        "UPDATE account SET units = ?", .text("many"),
        "SQLITE_CONSTRAINT_DATATYPE: cannot store TEXT value in INTEGER column account.units"),
    ])
  func namesConstraint(_ broken: BrokenConstraint) {
    let error = #expect(throws: SQLiteError.self) { try connection.prepare(broken.sql).run([broken.value]) }
    #expect(error?.description == "\(broken.message), in: \(broken.sql)")
    #expect(error?.isConstraint == true)
    #expect(error?.code.primary == .constraint)
  }

  @Test("distinguishes kinds")
  func tellsKinds() throws {
    let unique = #expect(throws: SQLiteError.self) { try connection.run("INSERT INTO account VALUES (2, 'A', 1)") }
    #expect(unique?.code == .constraintUnique)
    let key = #expect(throws: SQLiteError.self) { try connection.run("INSERT INTO move VALUES (1, 99, NULL)") }
    #expect(key?.code == .constraintForeignKey)
    #expect(key?.isBusy == false)
  }

  @Test(
    "says where the SQL is wrong",
    arguments: [
      ("SELECT id FROM nowhere", "SQLITE_ERROR: no such table: nowhere, in: SELECT id FROM nowhere"),
      ("SELECT id FRM account", "SQLITE_ERROR: near \"account\": syntax error, at byte 14, in: SELECT id FRM account"),
      ("SELECT idd FROM account", "SQLITE_ERROR: no such column: idd, at byte 7, in: SELECT idd FROM account"),
    ])
  func saysWhere(sql: String, message: String) {
    let error = #expect(throws: SQLiteError.self) { try connection.prepare(sql).run([]) }
    #expect(error?.description == message)
  }

  @Test(
    "refuses no statement, and a second one",
    arguments: [
      ("", "no statement"), (" -- nothing\n", "no statement"), ("SELECT 1; SELECT 2", "more than one statement"),
      ("SELECT 1; nonsense", "more than one statement"),
    ])
  func refusesCount(sql: String, message: String) {
    let error = #expect(throws: SQLiteError.self) { try connection.prepare(sql).run([]) }
    #expect(error?.message == message)
    #expect(error?.code == .misuse)
  }

  @Test(
    "lets white space and comments follow a statement",
    arguments: ["SELECT 1;", "SELECT 1; \n", "SELECT 1; -- one\n/* */"])
  func allowsTail(sql: String) throws {
    #expect(try connection.prepare(sql).run([]) == 0)
  }

  @Test("refuses fewer and more values than there are parameters")
  func refusesValueCount() {
    let few = #expect(throws: SQLiteError.self) { try connection.run("SELECT ?, ?", 1) }
    #expect(few?.description == "SQLITE_RANGE: 1 values for 2 parameters, in: SELECT ?, ?")
    let many = #expect(throws: SQLiteError.self) { try connection.run("SELECT ?", 1, 2) }
    #expect(many?.code == .range)
    let dynamic = #expect(throws: SQLiteError.self) { try connection.prepare("SELECT ?").run([]) }
    #expect(dynamic?.code == .range)
  }

  @Test("gives a code without a name here by its kind and number")
  func namesUnknown() {
    #expect(ResultCode(rawValue: 10 | 5 << 8).description == "SQLITE_IOERR (1290)")
    #expect(ResultCode(rawValue: 77).description == "SQLITE (77)")
  }
}

/// A statement that a constraint forbids with that value, and the message without the SQL.
struct BrokenConstraint: Sendable, CustomTestStringConvertible {
  let sql: String
  let value: DatabaseValue
  let message: String

  init(_ sql: String, _ value: DatabaseValue, _ message: String) {
    (self.sql, self.value, self.message) = (sql, value, message)
  }

  var testDescription: String { message }
}
