/// The name of a database: 1 to 63 of `a-z 0-9 - _`, and so never a path.
package struct DatabaseName: Sendable, Hashable, CustomStringConvertible {
  package let text: String

  /// The database of a request that names none.
  package static let standard = DatabaseName(unchecked: "nebeus")

  package init?(_ text: String) {
    guard isPlainName(text) else { return nil }
    self.text = text
  }

  private init(unchecked text: String) {
    self.text = text
  }

  package var description: String { text }
}

/// The name of a snapshot, by the same rule.
package struct SnapshotName: Sendable, Hashable, CustomStringConvertible {
  package let text: String

  package init?(_ text: String) {
    guard isPlainName(text) else { return nil }
    self.text = text
  }

  package var description: String { text }
}

private func isPlainName(_ text: String) -> Bool {
  guard (1...63).contains(text.utf8.count) else { return false }
  return text.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
  }
}
