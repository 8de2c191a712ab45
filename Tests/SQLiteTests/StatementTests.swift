import Testing

@testable import SQLite

@Suite("Statement")
struct StatementTests {
  let connection: SQLiteConnection

  init() throws {
    connection = try Ledger.open()
    try connection.run("INSERT INTO account VALUES (1, 'A', 1), (2, 'B', 2), (3, 'C', 3)")
  }

  @Test("is prepared once for a literal, however often that runs")
  func isKept() throws {
    let before = connection.keptStatements
    for id in 1...100 { try connection.run("UPDATE account SET units = units + 1 WHERE id = ?", id) }
    #expect(connection.keptStatements == before + 1)
    #expect(try Ledger.codes(connection) == Ledger.codes(connection))
    #expect(connection.keptStatements == before + 2)
  }

  @Test("works inside its own loop")
  func isReentrant() throws {
    func pairs() throws -> [String] {
      try connection.all("SELECT code FROM account ORDER BY id") { row in
        let code: String = try row[0]
        return try code + ":" + Ledger.codes(connection).joined()
      }
    }
    #expect(try pairs() == ["A:ABC", "B:ABC", "C:ABC"])
    func nested(_ depth: Int) throws -> Int {
      guard depth > 0 else { return 0 }
      return try connection.first("SELECT id FROM account WHERE id >= ?", depth) { row in
        let id: Int = try row[0]
        return id + (try nested(depth - 1))
      } ?? 0
    }
    #expect(try nested(3) == 6)
    #expect(!connection.isBusy)
  }

  @Test("is reset when the body throws or stops early, and has no values left")
  func isReset() throws {
    struct Stop: Error {}
    func find(_ id: Int?) throws -> [Int] {
      try connection.all("SELECT id FROM account WHERE id >= ?", id) { row in
        if try row[0] == 2 { throw Stop() }
        return try row[0]
      }
    }
    #expect(throws: Stop.self) { try find(1) }
    #expect(!connection.isBusy)
    #expect(try find(3) == [3])
    #expect(try find(nil) == [])
    #expect(try connection.first("SELECT id FROM account") { row in try row[0] } == 1)
    #expect(!connection.isBusy)
    try connection.execute("DROP TABLE move")
  }

  @Test("is reset when it fails, and runs again")
  func recovers() throws {
    func insert(_ id: Int) throws { try connection.run("INSERT INTO account VALUES (?, 'Z' || ?, 0)", id, id) }
    #expect(throws: SQLiteError.self) { try insert(1) }
    try insert(4)
    #expect(throws: SQLiteError.self) { try insert(4) }
    try insert(5)
    #expect(try Ledger.codes(connection) == ["A", "B", "C", "Z4", "Z5"])
  }

  @Test("sees a schema that changed since it was prepared")
  func survivesSchemaChange() throws {
    func columns() throws -> Int? { try connection.first("SELECT * FROM account") { row in row.columnCount } }
    #expect(try columns() == 3)
    try connection.execute("ALTER TABLE account ADD COLUMN kind TEXT")
    #expect(try columns() == 4)
  }

  @Test("is found among many, each by its literal's address")
  func isFoundAmongMany() throws {
    var cache = StatementCache()
    let addresses = (0..<500).map { UInt(0x5555_0000 + $0 * 16) }
    let statements = try addresses.map { _ in try connection.statement(dynamic: "SELECT 1") }
    for (address, statement) in zip(addresses, statements) { cache.insert(statement, at: address) }
    #expect(cache.count == 500)
    #expect(zip(addresses, statements).allSatisfy { cache.statement(at: $0) === $1 })
    #expect(cache.statement(at: 0x1234) == nil)
    cache.removeAll()
    #expect(cache.count == 0)
    #expect(cache.statement(at: addresses[0]) == nil)
  }
}
