/// The name of a database: 1 to 63 of `a-z 0-9 - _`, and so never a path.
package struct DatabaseName: Sendable, Hashable, CustomStringConvertible {
  package let text: String

  /// The database of whoever names none.
  package static let standard = DatabaseName(known: "nebeus")

  package init?(_ text: String) {
    guard PlainName.allows(text) else { return nil }
    self.text = text
  }

  private init(known text: String) {
    self.text = text
  }

  package var description: String { text }
}
