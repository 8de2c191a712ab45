/// A text that equals another only where its bytes do, as SQLite, JSON and HTTP compare.
///
/// `String` takes two spellings of one character for equal, "é" as one code point and as an e with an accent. What is a
/// key of its own outside, a session's id or a password, must not find what another one's is.
package struct ExactText: Hashable, Sendable {
  package let text: String

  package init(_ text: String) {
    self.text = text
  }

  package static func == (left: ExactText, right: ExactText) -> Bool {
    left.text.withBytes { bytes in bytes.equal(right.text) }
  }

  package func hash(into hasher: inout Hasher) {
    text.withBytes { $0.hash(into: &hasher) }
  }
}
