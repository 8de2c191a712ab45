/// One entry of a document's tape: a value, or a member's key, and where its text is.
///
/// Values stand in the order of the text: behind a container come its contents, behind a key its value. 16 bytes each.
struct TapeNode: BitwiseCopyable {
  /// The bytes of the text; a string's are those between its quotes.
  let start: UInt32
  var end: UInt32
  /// The tape's index behind this value and all in it.
  var next: UInt32
  /// Three bits of kind, one that says that a string has escapes, and the number of elements or members.
  private var details: UInt32

  init(_ kind: Kind, start: Int, end: Int, next: Int, isEscaped: Bool = false) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
    self.next = UInt32(truncatingIfNeeded: next)
    details = UInt32(kind.rawValue) | (isEscaped ? 8 : 0)
  }

  /// Ends a container behind the byte and the node that are its last.
  mutating func close(end: Int, next: Int, count: Int) {
    self.end = UInt32(truncatingIfNeeded: end)
    self.next = UInt32(truncatingIfNeeded: next)
    details = details & 15 | UInt32(truncatingIfNeeded: count) << 4
  }

  var kind: Kind { Kind(rawValue: UInt8(truncatingIfNeeded: details & 7)) ?? .null }
  var isEscaped: Bool { details & 8 != 0 }
  var count: Int { Int(details >> 4) }
  var range: Range<Int> { Int(start)..<max(Int(start), Int(end)) }
}
