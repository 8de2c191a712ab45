/// The name of a snapshot: 1 to 63 of `a-z 0-9 - _`, and so never a path.
package struct SnapshotName: Sendable, Hashable, CustomStringConvertible {
  package let text: String

  package init?(_ text: String) {
    guard PlainName.allows(text) else { return nil }
    self.text = text
  }

  package var description: String { text }
}
