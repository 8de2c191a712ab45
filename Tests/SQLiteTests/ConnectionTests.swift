import SQLite
import TestSupport
import Testing

@Suite("Connection")
struct ConnectionTests {
  let connection: SQLiteConnection

  init() throws {
    connection = try Ledger.open()
  }

  @Test("inserts, counts the rows and reads them back in order")
  func insertsAndReads() throws {
    #expect(try connection.run("INSERT INTO account VALUES (?, ?, ?), (?, ?, ?)", 1, "A", 5, 2, "B", Int?.none) == 2)
    let rows = try connection.all("SELECT code, units FROM account WHERE id <= ? ORDER BY id", 9) { row in
      let code: String = try row[0]
      let units: Int? = try row[1]
      return "\(code) \(units.map(String.init) ?? "none")"
    }
    #expect(rows == ["A 5", "B none"])
    #expect(connection.lastInsertedID == 2)
  }

  @Test("says of every statement how many rows it changed itself")
  func countsChanges() throws {
    #expect(try connection.run("INSERT INTO account VALUES (1, 'A', 1), (2, 'B', 2), (3, 'C', 3)") == 3)
    #expect(try connection.run("UPDATE account SET units = 0 WHERE id > ?", 1) == 2)
    #expect(try connection.run("UPDATE account SET units = 0 WHERE id > ?", 9) == 0)
    #expect(try connection.run("CREATE TABLE other (id INTEGER) STRICT") == 0)
    #expect(try connection.run("SELECT id FROM account") == 0)
    #expect(try connection.run("DELETE FROM account WHERE id IN (SELECT id FROM account) RETURNING id") == 3)
  }

  @Test("gives the first row, nil without one, and can be asked again")
  func readsFirst() throws {
    try connection.run("INSERT INTO account VALUES (7, 'A', 1), (8, 'B', 2)")
    func first(from id: Int) throws -> Int? {
      try connection.first("SELECT id FROM account WHERE id >= ? ORDER BY id", id) { row in try row[0] }
    }
    #expect(try first(from: 0) == 7)
    #expect(try first(from: 8) == 8)
    #expect(try first(from: 9) == nil)
  }

  @Test("gives what a write returns, and throws what fails at its end")
  func readsReturned() throws {
    func add(_ account: Int) throws -> Int? {
      try connection.first("INSERT INTO late (account_id) VALUES (?) RETURNING id", account) { row in try row[0] }
    }
    try connection.run("INSERT INTO account VALUES (1, 'A', 1)")
    #expect(try add(1) == 1)
    let error = #expect(throws: SQLiteError.self) { try add(99) }
    #expect(error?.code == .constraintForeignKey)
    #expect(try connection.first("SELECT count(*) FROM late") { row in try row[0] } == 1)
  }

  @Test("runs SQL made at run time, with values of any class")
  func runsDynamic() throws {
    let values: [[DatabaseValue]] = [[.null], [.integer(-1)], [.real(0.5)], [.text("a")], [.blob([1, 2])]]
    let insertion = try connection.prepare("INSERT INTO thing VALUES (?)")
    for value in values { #expect(try insertion.run(value) == 1) }
    let read = try connection.all(dynamic: "SELECT value FROM thing ORDER BY rowid") { row in try row.value(0) }
    #expect([read] == [values.flatMap { $0 }])
    #expect(try connection.prepare("DELETE FROM thing WHERE value = ?").run([.text("a")]) == 1)
    var count = 0
    try connection.forEach(dynamic: "SELECT 1 FROM thing WHERE value IS NOT ?", [.null]) { _ in count += 1 }
    #expect(count == 3)
  }

  @Test("keeps a file's rows for the next connection, whatever the path looks like")
  func opensFiles() throws {
    let directory = try TemporaryFolder()
    let location = Location.file(directory.path + "/file:ledger?mode=memory")
    do {
      let first = try SQLiteConnection(location)
      try first.execute(Ledger.schema)
      try first.run("INSERT INTO account VALUES (1, 'A', 1)")
    }
    #expect(try Ledger.codes(SQLiteConnection(location)) == ["A"])
  }

  @Test("says which file it can't open")
  func refusesPath() {
    let error = #expect(throws: SQLiteError.self) { try SQLiteConnection(.file("/nowhere/at/all.db")) }
    #expect(error?.description == "SQLITE_CANTOPEN: /nowhere/at/all.db: unable to open database file")
  }

  @Test("takes double quotes for names only, and keeps foreign keys")
  func isStrict() throws {
    let error = #expect(throws: SQLiteError.self) { try connection.run("SELECT \"nothing\"") }
    #expect(error?.message == "no such column: nothing")
    #expect(try connection.first("PRAGMA foreign_keys") { row in try row[0] } == 1)
    #expect(try connection.first("PRAGMA trusted_schema") { row in try row[0] } == 0)
    #expect(try connection.first("PRAGMA temp_store") { row in try row[0] } == 2)
  }

  @Test("shows how a statement would run")
  func explains() throws {
    let plan = try connection.queryPlan("SELECT id FROM account WHERE code = ?")
    #expect(plan == ["SEARCH account USING COVERING INDEX sqlite_autoindex_account_1 (code=?)"])
    #expect(try connection.queryPlan("SELECT note FROM move") == ["SCAN move"])
  }
}
