/// The name of a database: 1 to 63 of `a-z 0-9 - _`, and so never a path.
package struct DatabaseName: Sendable, Hashable, CustomStringConvertible {
  package let text: String

  /// The database of whoever names none.
  package static let standard = DatabaseName(known: "nebeus")

  package init?(_ text: String) {
    let allowed = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
      case UInt8(ascii: "-"), UInt8(ascii: "_"): true
      default: false
      }
    }
    guard allowed, (1...63).contains(text.utf8.count) else { return nil }
    self.text = text
  }

  private init(known text: String) {
    self.text = text
  }

  package var description: String { text }
}
