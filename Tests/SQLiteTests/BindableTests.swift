import Basics
import SQLite
import Testing

@Suite("Bindable")
struct BindableTests {
  /// Cents, stored as an integer and read back only as one.
  private struct Cents: Bindable, ColumnValue, Equatable {
    let count: Int64

    init(count: Int64) { self.count = count }

    init(_ column: borrowing Column) throws(SQLiteError) { count = try column.integer }

    func bind(to parameter: borrowing StatementParameter) throws(SQLiteError) { try parameter.set(count) }
  }

  @Test("lets a type of one's own be stored and read")
  func ownType() throws {
    let connection = try Ledger.open()
    try connection.run("INSERT INTO account VALUES (?, ?, ?)", 1, "A", Cents(count: 250))
    try connection.run("INSERT INTO account VALUES (?, ?, ?)", 2, "B", Cents?.none)
    let read = try connection.all("SELECT units FROM account ORDER BY id") { row -> Cents? in try row[0] }
    #expect(read == [Cents(count: 250), nil])
  }

  @Test("binds text straight from bytes")
  func bytes() throws {
    struct Name: Bindable {
      let bytes: [UInt8]

      func bind(to parameter: borrowing StatementParameter) throws(SQLiteError) {
        try bytes.withBytes { (text) throws(SQLiteError) in try parameter.set(utf8: text) }
      }
    }
    let connection = try SQLiteConnection(.memory)
    #expect(try connection.first("SELECT ?", Name(bytes: Array("né".utf8))) { row in try row[0] } == "né")
    #expect(try connection.first("SELECT ?", Name(bytes: [])) { row in try row[0] } == "")
  }
}
