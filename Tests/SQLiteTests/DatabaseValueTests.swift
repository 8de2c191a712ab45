import SQLite
import Testing

@Suite("DatabaseValue")
struct DatabaseValueTests {
  /// All different, to SQLite as well.
  private static let values: [DatabaseValue] = [
    .null, .integer(0), .integer(1), .real(0.5), .text(""), .text("1"), .text("a"), .text("A"), .text("a\0"),
    .text("\u{e9}"), .text("e\u{301}"), .blob([]), .blob([0x61]), .blob([0xC3, 0xA9]),
  ]

  @Test("is equal to itself alone: spellings of one character are different texts", arguments: values.indices)
  func equality(_ index: Int) throws {
    let connection = try SQLiteConnection(.memory)
    for (other, value) in Self.values.enumerated() {
      #expect((Self.values[index] == value) == (index == other), "\(value)")
      let isSame = try connection.first("SELECT ? IS ?", Self.values[index], value) { try $0[0] as Bool }
      #expect(isSame == (index == other), "\(value) in SQLite")
    }
    #expect(Set(Self.values + Self.values).count == Self.values.count)
  }
}
