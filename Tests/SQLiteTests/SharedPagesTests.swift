import Testing

@testable import SQLite

@Suite("Shared pages")
struct SharedPagesTests {
  /// Pages of a table with these numbers, of 1,024 bytes each.
  private static func pages(_ numbers: Range<Int> = 0..<500) throws -> SharedPages {
    let connection = try SQLiteConnection(.memory)
    try connection.execute("PRAGMA page_size = 1024; CREATE TABLE number (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    for number in numbers { try connection.run("INSERT INTO number VALUES (?, ?)", number, "number \(number)") }
    return try SharedPages(connection.serialize())
  }

  private static func connection(to pages: SharedPages) throws -> SQLiteConnection {
    let connection = try SQLiteConnection(.pages)
    try connection.bind(pages)
    return connection
  }

  private static func sum(_ connection: SQLiteConnection) throws -> Int? {
    try connection.first("SELECT sum(id) FROM number") { try $0[0] as Int }
  }

  private static func count(_ connection: SQLiteConnection) throws -> Int? {
    try connection.first("SELECT count(*) FROM number") { try $0[0] as Int }
  }

  @Test("are read and written through a connection; what one copy writes, no other sees")
  func copies() throws {
    let template = try Self.pages()
    let before = template.bytes
    let (one, other) = (try template.copy(), try template.copy())
    let (first, second) = (try Self.connection(to: one), try Self.connection(to: other))
    try first.run("DELETE FROM number WHERE id > 99")
    try second.run("UPDATE number SET text = 'changed' WHERE id = 7")
    #expect(try Self.count(first) == 100 && Self.count(second) == 500)
    #expect(try second.first("SELECT text FROM number WHERE id = 7") { try $0[0] as String } == "changed")
    #expect(try first.first("SELECT text FROM number WHERE id = 7") { try $0[0] as String } == "number 7")
    #expect(template.bytes == before)
    for connection in [first, second] {
      #expect(try connection.all("PRAGMA integrity_check") { try $0[0] as String } == ["ok"])
    }
  }

  @Test("cost a copy the pages that it changes")
  func ownMemory() throws {
    let template = try Self.pages(0..<5_000)
    let copy = try template.copy()
    #expect(copy.ownSize == 0 && copy.size == template.size)
    let connection = try Self.connection(to: copy)
    #expect(try Self.count(connection) == 5_000)
    #expect(copy.ownSize == 0, "reading takes none")
    try connection.run("UPDATE number SET text = 'x' WHERE id = 2500")
    // The leaf, and the header with its counter.
    #expect(copy.ownSize == 2 * 1_024)
    #expect(template.size > 90_000)
  }

  @Test("are made of a file in WAL mode, too, of which they have no log")
  func writeAheadLog() throws {
    var bytes = try Self.pages().bytes
    // The file format's versions for writing and reading: 2 is WAL. https://www.sqlite.org/fileformat2.html
    (bytes[18], bytes[19]) = (2, 2)
    let pages = try SharedPages(bytes)
    let count = try withExtendedLifetime(pages) { try Self.count(Self.connection(to: pages)) }
    #expect(count == 500)
  }

  @Test("grow, shrink, and are whole after a rollback")
  func sizes() throws {
    let pages = try Self.pages()
    let connection = try Self.connection(to: pages)
    let size = pages.size
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try connection.transaction {
        for number in 1_000..<3_000 { try connection.run("INSERT INTO number VALUES (?, 'more text')", number) }
        throw Stop()
      }
    }
    #expect(try Self.count(connection) == 500)
    for number in 1_000..<3_000 { try connection.run("INSERT INTO number VALUES (?, 'more text')", number) }
    #expect(pages.size > size)
    try connection.execute("DELETE FROM number; VACUUM")
    #expect(pages.size < size)
    #expect(try Self.count(connection) == 0)
    #expect(try SharedPages(pages.bytes).bytes == pages.bytes)
  }

  @Test("are read anew when a connection changes from one to another, also where their counters are the same")
  func binding() throws {
    let template = try Self.pages()
    let all = try (0..<3).map { _ in try template.copy() }
    // Each has had as many changes as the others, so that the headers are the same.
    for (index, pages) in all.enumerated() {
      try Self.connection(to: pages).run("DELETE FROM number WHERE id % 3 = ?", index)
    }
    let expected = (0..<3).map { index in (0..<500).filter { $0 % 3 != index }.reduce(0, +) }
    let connection = try Self.connection(to: all[0])
    for round in 0..<10 {
      let index = round % 3
      try connection.bind(all[index])
      #expect(try Self.sum(connection) == expected[index])
    }
    let statements = connection.keptStatements
    try connection.bind(all[1])
    #expect(try Self.sum(connection) == expected[1])
    #expect(connection.keptStatements == statements, "a statement is prepared once for all of them")
  }

  @Test("can't be attached in a transaction, nor while a statement runs; a connection without pages reads nothing")
  func misuse() throws {
    let pages = try Self.pages()
    let connection = try Self.connection(to: pages)
    let other = try Self.pages()
    try connection.transaction {
      #expect(throws: SQLiteError.self) { try connection.bind(other) }
    }
    try connection.forEach("SELECT id FROM number LIMIT 1") { _ in
      #expect(throws: SQLiteError.self) { try connection.bind(other) }
    }
    try connection.bind(nil)
    #expect(throws: SQLiteError.self) { try Self.count(connection) }
    try connection.bind(pages)
    #expect(try Self.count(connection) == 500)
    #expect(throws: SQLiteError.self) { try SQLiteConnection(.memory).bind(pages) }
  }

  @Test("are made of a database's bytes alone", arguments: [0, 50, 99, 100, 1_500, 2_047])
  func foreign(_ count: Int) throws {
    let bytes = try Array(Self.pages().bytes.prefix(count))
    #expect(throws: SQLiteError.self) { try SharedPages(bytes) }
    #expect(throws: SQLiteError.self) { try SharedPages([UInt8](repeating: 1, count: count)) }
  }

  @Test("go with their last copy, whichever that is, from any thread")
  func threads() async throws {
    let template = try Self.pages()
    await withTaskGroup(of: Bool.self) { group in
      for index in 0..<32 {
        group.addTask {
          do {
            let copy = try template.copy().copy()
            let connection = try Self.connection(to: copy)
            for id in 0..<20 { try connection.run("UPDATE number SET text = ? WHERE id = ?", "\(index)", id * 25) }
            let snapshot = try copy.copy()
            try connection.run("DELETE FROM number")
            let kept = try Self.connection(to: snapshot)
            return try kept.all("SELECT text FROM number WHERE id % 25 = 0") { try $0[0] as String }
              == Array(repeating: "\(index)", count: 20)
          } catch {
            return false
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
