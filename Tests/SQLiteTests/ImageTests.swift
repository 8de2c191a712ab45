import Glibc
import SQLite
import TestSupport
import Testing

/// One after the other, since one of them looks at how much memory the process needs.
@Suite("Connection.serialize", .serialized)
struct ImageTests {
  let original: SQLiteConnection

  init() throws {
    original = try Ledger.open()
    try original.run("INSERT INTO account VALUES (1, 'A', 1), (2, 'B', 2)")
  }

  @Test("makes a copy that lives apart, with rows, constraints and foreign keys")
  func copies() throws {
    let copy = try SQLiteConnection(.memory)
    try copy.deserialize(original.serialize())
    try copy.run("INSERT INTO account VALUES (3, 'C', 3)")
    #expect(try Ledger.codes(copy) == ["A", "B", "C"])
    #expect(try Ledger.codes(original) == ["A", "B"])
    let key = #expect(throws: SQLiteError.self) { try copy.run("INSERT INTO move VALUES (1, 99, NULL)") }
    #expect(key?.code == .constraintForeignKey)
    let check = #expect(throws: SQLiteError.self) { try copy.run("UPDATE account SET units = -1") }
    #expect(check?.code == .constraintCheck)
    try copy.transaction { try copy.run("DELETE FROM account") }
    #expect(throws: SQLiteError.self) {
      try copy.transaction {
        try copy.run("INSERT INTO account VALUES (9, 'Z', 1)")
        try copy.run("INSERT INTO account VALUES (9, 'Z', 1)")
      }
    }
    #expect(try Ledger.codes(copy) == [])
  }

  @Test("copies a copy, and equal states give equal bytes")
  func copiesCopy() throws {
    let image = try original.serialize()
    let copy = try SQLiteConnection(.memory)
    try copy.deserialize(image)
    #expect(try copy.serialize() == image)
    // Replaced again and again, as a reset does.
    try copy.run("DELETE FROM account")
    try copy.deserialize(image)
    #expect(try Ledger.codes(copy) == ["A", "B"])
  }

  @Test("lets kept statements see the new database, also with another schema of the same number")
  func dropsStatements() throws {
    func names(_ connection: SQLiteConnection) throws -> [String] {
      try connection.all("SELECT name FROM item ORDER BY id") { row in try row[0] }
    }
    let (one, other) = (try SQLiteConnection(.memory), try SQLiteConnection(.memory))
    try one.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE x (y)")
    try other.execute("CREATE TABLE x (y); CREATE TABLE item (id INTEGER PRIMARY KEY, more TEXT, name TEXT)")
    try one.run("INSERT INTO item VALUES (1, 'one')")
    try other.run("INSERT INTO item VALUES (1, 'more', 'other')")
    #expect(try names(one) == ["one"])
    try one.deserialize(other.serialize())
    #expect(try names(one) == ["other"])
  }

  @Test("leaves nothing that knows the old database, in a connection whose pragmas were read as tables")
  func forgetsPragmas() throws {
    let image = try original.serialize()
    for _ in 0..<20 {
      let columns = try original.all("SELECT name, type FROM pragma_table_info('account')") { row in
        "\(try row[0] as String) \(try row[1] as String)"
      }
      #expect(columns == ["id INTEGER", "code TEXT", "units INTEGER"])
      try original.deserialize(image)
    }
  }

  @Test("grows a copy beyond its image")
  func grows() throws {
    let copy = try SQLiteConnection(.memory)
    try copy.deserialize(original.serialize())
    let note = String(repeating: "n", count: 10_000)
    for id in 1...200 { try copy.run("INSERT INTO move VALUES (?, 1, ?)", id, note) }
    #expect(try copy.first("SELECT sum(length(note)) FROM move") { row in try row[0] } == 2_000_000)
    #expect(try copy.first("PRAGMA integrity_check") { row in try row[0] } == "ok")
  }

  @Test("takes the image of a file in WAL mode")
  func takesWAL() throws {
    let directory = try TemporaryFolder()
    let file = try SQLiteConnection(.file(directory.path + "/ledger.db"))
    try file.execute("PRAGMA journal_mode = WAL")
    try file.execute(Ledger.schema)
    try file.run("INSERT INTO account VALUES (1, 'A', 1)")
    let copy = try SQLiteConnection(.memory)
    try copy.deserialize(file.serialize())
    try copy.run("INSERT INTO account VALUES (2, 'B', 2)")
    #expect(try Ledger.codes(copy) == ["A", "B"])
  }

  @Test("takes the image of an empty database")
  func takesEmpty() throws {
    let image = try SQLiteConnection(.memory).serialize()
    try original.deserialize(image)
    #expect(try original.first("SELECT count(*) FROM sqlite_schema") { row in try row[0] } == 0)
  }

  @Test(
    "refuses bytes that aren't a database, and changes nothing",
    arguments: [[], [1, 2, 3], Array(repeating: 7, count: 4096)])
  func refusesBytes(_ bytes: [UInt8]) throws {
    let error = #expect(throws: SQLiteError.self) { try original.deserialize(bytes) }
    #expect(error?.code == .notADatabase)
    #expect(try Ledger.codes(original) == ["A", "B"])
  }

  @Test("refuses in a transaction and in a loop, and changes nothing")
  func refusesInUse() throws {
    let image = try original.serialize()
    try original.transaction {
      let read = #expect(throws: SQLiteError.self) { try original.serialize() }
      #expect(read?.code == .misuse)
      let write = #expect(throws: SQLiteError.self) { try original.deserialize(image) }
      #expect(write?.code == .misuse)
    }
    try original.forEach("SELECT id FROM account") { _ in
      let error = #expect(throws: SQLiteError.self) { try original.deserialize(image) }
      #expect(error?.code == .misuse)
    }
    #expect(try Ledger.codes(original) == ["A", "B"])
  }

  @Test("gives all memory back when the connections close")
  func givesBack() throws {
    func work() throws {
      let copy = try SQLiteConnection(.memory)
      try copy.deserialize(original.serialize())
      try copy.run("INSERT INTO thing VALUES (?)", Array(repeating: UInt8(1), count: 5_000_000))
      #expect(try Ledger.codes(copy).count == 2)
      #expect(throws: SQLiteError.self) { try copy.deserialize(Array("SQLite format 3".utf8)) }
    }
    try work()
    // Other suites run beside this one, so that the number is not exact: a leak would be over 400 megabytes.
    let before = peakMemory
    for _ in 0..<80 { try work() }
    #expect(peakMemory - before < 300_000_000)
  }

  /// The most that the process has had in memory so far, in bytes.
  private var peakMemory: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }
}
