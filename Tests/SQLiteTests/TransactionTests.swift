import CSQLite
import TestSupport
import Testing

@testable import SQLite

@Suite("Connection.transaction")
struct TransactionTests {
  let connection: SQLiteConnection

  init() throws {
    connection = try Ledger.open()
  }

  private struct Stop: Error {}

  private func insert(_ code: String) throws {
    try connection.run("INSERT INTO account (code) VALUES (?)", code)
  }

  @Test("keeps all changes and returns the body's result")
  func commits() throws {
    let result = try connection.transaction {
      try insert("A")
      try insert("B")
      return connection.isInTransaction
    }
    #expect(result)
    #expect(!connection.isInTransaction)
    #expect(try Ledger.codes(connection) == ["A", "B"])
  }

  @Test("takes all changes back when the body throws, and passes the error on")
  func rollsBack() throws {
    #expect(throws: Stop.self) {
      try connection.transaction {
        try insert("A")
        throw Stop()
      }
    }
    #expect(throws: SQLiteError.self) {
      try connection.transaction {
        try insert("B")
        try insert("B")
      }
    }
    #expect(!connection.isInTransaction)
    #expect(try Ledger.codes(connection) == [])
  }

  /// Inserts, and fails, and can't be rolled back until the connection is permitted to.
  private func failWithoutRollback() throws {
    try connection.transaction {
      try insert("A")
      sqlite3_set_authorizer(
        connection.handle,
        { _, action, name, _, _, _ in
          // A transaction's operation is the first argument, a savepoint's too.
          let isRollback = name.map { String(cString: $0) } == "ROLLBACK"
          let isTransaction = action == SQLITE_TRANSACTION || action == SQLITE_SAVEPOINT
          return isTransaction && isRollback ? SQLITE_DENY : SQLITE_OK
        }, nil)
      throw Stop()
    }
  }

  private func permitRollback() { sqlite3_set_authorizer(connection.handle, nil, nil) }

  @Test("throws the body's error if the rollback fails too, which is made up for before anything else runs")
  func rollbackFails() throws {
    defer { permitRollback() }
    #expect(throws: Stop.self) { try failWithoutRollback() }
    #expect(throws: SQLiteError.self) { try Ledger.codes(connection) }
    #expect(throws: SQLiteError.self) { try connection.transaction { try insert("B") } }
    #expect(throws: SQLiteError.self) { try connection.execute("INSERT INTO thing VALUES (1)") }
    #expect(throws: SQLiteError.self) { try connection.serialize() }
    permitRollback()
    #expect(try Ledger.codes(connection) == [])
    #expect(!connection.isInTransaction)
  }

  @Test("is undone whole if a nested one can't be, whatever its body makes of that")
  func nestedRollbackFails() throws {
    defer { permitRollback() }
    func goOn() throws {
      try connection.transaction {
        try insert("B")
        #expect(throws: Stop.self) { try connection.transaction { try failWithoutRollback() } }
        permitRollback()
        #expect(throws: SQLiteError.self) { try insert("C") }
      }
    }
    #expect(throws: SQLiteError.self) { try goOn() }
    #expect(!connection.isInTransaction)
    #expect(try Ledger.codes(connection) == [])
    try connection.transaction { try insert("D") }
    #expect(try Ledger.codes(connection) == ["D"])
  }

  @Test("nested, takes back what is its own only")
  func nests() throws {
    try connection.transaction {
      try insert("A")
      #expect(throws: Stop.self) {
        try connection.transaction {
          try insert("B")
          try connection.transaction { try insert("C") }
          throw Stop()
        }
      }
      try connection.transaction { try insert("D") }
    }
    #expect(try Ledger.codes(connection) == ["A", "D"])
    #expect(!connection.isInTransaction)
  }

  @Test("nested, goes down with the outer one")
  func nestedFalls() throws {
    #expect(throws: Stop.self) {
      try connection.transaction {
        try connection.transaction { try insert("A") }
        throw Stop()
      }
    }
    #expect(try Ledger.codes(connection) == [])
  }

  @Test("takes all changes back when the commit fails")
  func failsAtCommit() throws {
    let error = #expect(throws: SQLiteError.self) {
      try connection.transaction {
        try insert("A")
        try connection.run("INSERT INTO late (account_id) VALUES (99)")
      }
    }
    #expect(error?.code == .constraintForeignKey)
    #expect(!connection.isInTransaction)
    #expect(try Ledger.codes(connection) == [])
  }

  @Test("survives a rollback that SQLite did itself, at either level")
  func survivesOwnRollback() throws {
    try connection.execute(
      "CREATE TRIGGER stop BEFORE INSERT ON thing BEGIN SELECT RAISE(ROLLBACK, 'stopped'); END")
    let error = #expect(throws: SQLiteError.self) {
      try connection.transaction {
        try insert("A")
        try connection.transaction { try connection.run("INSERT INTO thing VALUES (1)") }
      }
    }
    #expect(error?.message == "stopped")
    #expect(error?.code == .constraintTrigger)
    #expect(!connection.isInTransaction)
    #expect(try Ledger.codes(connection) == [])
  }

  @Test("rolls back inside a query's loop, which then can't go on")
  func rollsBackInLoop() throws {
    try insert("A")
    try insert("B")
    #expect(throws: Stop.self) {
      try connection.forEach("SELECT id FROM account") { _ in
        try connection.transaction {
          try insert("C")
          throw Stop()
        }
      }
    }
    #expect(try Ledger.codes(connection) == ["A", "B"])
  }

  @Test("is not undone where that was given up, and the connection stays defensive")
  func gaveUpUndoing() throws {
    func journal() throws -> String? { try connection.first("PRAGMA journal_mode") { row in try row[0] } }
    try connection.execute("PRAGMA journal_mode = OFF")
    #expect(try journal() == "memory")
    try connection.stopUndoing()
    #expect(try journal() == "off")
    #expect(throws: Stop.self) {
      try connection.transaction {
        try insert("A")
        throw Stop()
      }
    }
    #expect(try Ledger.codes(connection) == ["A"])
    try connection.execute("PRAGMA writable_schema = ON")
    #expect(throws: SQLiteError.self) { try connection.execute("DELETE FROM sqlite_schema") }
  }

  @Test("immediate, is busy while another connection writes to the file")
  func isBusy() throws {
    let directory = try TemporaryFolder()
    let location = Location.file(directory.path + "/ledger.db")
    let (one, other) = (try SQLiteConnection(location), try SQLiteConnection(location))
    try one.execute(Ledger.schema)
    try other.execute("PRAGMA busy_timeout = 0")
    try one.transaction {
      let error = #expect(throws: SQLiteError.self) { try other.transaction {} }
      #expect(error?.isBusy == true)
    }
    try other.transaction {}
  }
}
