import SQLite
import Testing

@Suite("Row")
struct RowTests {
  let connection: SQLiteConnection

  init() throws {
    connection = try Ledger.open()
  }

  @Test("gives back the integers that were bound", arguments: [0, 1, -1, Int.max, Int.min])
  func integers(number: Int) throws {
    #expect(try echo(number) == number)
    #expect(try echo(Int64(number)) == Int64(number))
    #expect(try echo(Int?.some(number)) == number)
  }

  @Test(
    "gives back the texts that were bound",
    arguments: ["", "a", "Ƀ😀", "with\0NUL", String(repeating: "x", count: 100_000)])
  func texts(text: String) throws {
    #expect(try echo(text) == text)
    #expect(try echo(String?.some(text)) == text)
    let bytes = try connection.first("SELECT ?", text) { row in try row.withText(0) { Array($0) } }
    #expect(bytes == Array(text.utf8))
  }

  @Test("gives back the blobs that were bound", arguments: [0, 1, 5_000_000])
  func blobs(count: Int) throws {
    let blob = Array(repeating: UInt8(0xff), count: count)
    #expect(try echo(blob) == blob)
  }

  @Test("gives back truth and absence")
  func others() throws {
    #expect(try echo(true))
    #expect(try echo(false) == false)
    #expect(try echo(Int?.none) == nil)
    #expect(try echo(String?.none) == nil)
    #expect(try echo([UInt8]?.none) == nil)
    #expect(try echo(Bool?.none) == nil)
  }

  @Test(
    "gives back any value as itself",
    arguments: [.null, .integer(3), .real(-0.25), .text("t"), .blob([])] as [DatabaseValue])
  func values(value: DatabaseValue) throws {
    #expect(try echo(value) == value)
    #expect(try connection.first("SELECT ?", value) { row in row.isNull(0) } == (value == .null))
  }

  @Test("refuses to read a value as what it is not, and names column and SQL")
  func refusesMismatch() throws {
    func message<T: ColumnValue>(_ type: T.Type, _ sql: StaticString) throws -> String? {
      let error = #expect(throws: SQLiteError.self) {
        try connection.first(sql) { row in
          let _: T = try row[0]
        }
      }
      #expect(error?.code == .mismatch)
      return error?.description
    }
    #expect(
      try message(Int.self, "SELECT '12' AS n")
        == "SQLITE_MISMATCH: column 0 (n) is TEXT, not INTEGER, in: SELECT '12' AS n")
    #expect(
      try message(Int.self, "SELECT NULL AS n")
        == "SQLITE_MISMATCH: column 0 (n) is NULL, not INTEGER, in: SELECT NULL AS n")
    #expect(
      try message(String.self, "SELECT 1 AS s")
        == "SQLITE_MISMATCH: column 0 (s) is INTEGER, not TEXT, in: SELECT 1 AS s")
    #expect(
      try message(Int?.self, "SELECT 1.0 AS n")
        == "SQLITE_MISMATCH: column 0 (n) is REAL, not INTEGER, in: SELECT 1.0 AS n")
    #expect(
      try message([UInt8].self, "SELECT '' AS b")
        == "SQLITE_MISMATCH: column 0 (b) is TEXT, not BLOB, in: SELECT '' AS b")
    #expect(
      try message(Bool.self, "SELECT 2 AS b")
        == "SQLITE_MISMATCH: column 0 (b) is INTEGER, not 0 or 1, in: SELECT 2 AS b")
  }

  @Test("refuses a column that the row doesn't have, also for an absent value", arguments: [1, -1, Int.max])
  func refusesIndex(index: Int) throws {
    let error = #expect(throws: SQLiteError.self) {
      try connection.first("SELECT 1") { row in
        let _: Int? = try row[index]
      }
    }
    #expect(error?.code == .range)
    #expect(throws: SQLiteError.self) { try connection.first("SELECT 1") { row in try row.value(index) } }
    #expect(throws: SQLiteError.self) {
      try connection.first("SELECT 1") { row in try row.withText(index) { $0.count } }
    }
  }

  private func echo<T: Bindable & ColumnValue>(_ value: T) throws -> T {
    let values = try connection.all("SELECT ?", value) { row -> T in try row[0] }
    return try #require(values.first)
  }
}
