import Basics

/// Where a value stands in the text, and how it was written there.
extension JSONValue {
  /// Where the value starts. Takes as long as the text before it.
  package var position: Position {
    Position(of: sourceRange.lowerBound, in: document.bytes)
  }

  /// The value exactly as it was written, with a string's quotes and escapes.
  package var rawText: String {
    withRawBytes { $0.text }
  }

  /// Calls `body` with the value's bytes in the text, valid only until it returns.
  package func withRawBytes<R, Failure: Error>(
    _ body: (BorrowedBytes) throws(Failure) -> R
  ) throws(Failure) -> R {
    let range = sourceRange
    return try document.bytes.withBytes { (bytes) throws(Failure) in
      let range = range.clamped(to: bytes.indices)
      return try body(bytes.part(range.lowerBound, range.upperBound))
    }
  }

  /// Where the value is among the document's bytes, with a string's quotes.
  package var sourceRange: Range<Int> {
    let node = node
    guard node.kind == .string else { return node.range }
    return node.range.lowerBound - 1..<node.range.upperBound + 1
  }
}

extension JSONValue: CustomStringConvertible {
  /// The value as written, cut after 60 characters, for messages.
  package var description: String {
    let text = withRawBytes { String(decoding: $0.prefix(256), as: UTF8.self) }
    guard text.count > 60 else { return text }
    return text.prefix(60) + "…"
  }
}
