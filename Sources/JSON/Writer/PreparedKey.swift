/// A key of an object that is written by the hundred: with all that stands around it, copied in one go.
///
/// For the first key of an object that is its opening brace, for the others a comma; then quotes and colon.
@usableFromInline package struct PreparedKey: Sendable {
  /// The text, the quote that a string begins with, and zeros; all of it is written, and what was meant of it kept.
  @usableFromInline let bytes: SIMD32<UInt8>
  /// Without the string's quote.
  @usableFromInline let count: Int
  @usableFromInline let isFirst: Bool

  @usableFromInline static let room = 32

  /// Nil for a key that needs escapes, or has more than 27 bytes.
  package init?(_ key: StaticString, isFirst: Bool) {
    guard key.hasPointerRepresentation, key.utf8CodeUnitCount <= Self.room - 5 else { return nil }
    let text = UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
    guard PlainRun.length(key.utf8Start, text.count, stopsAtNonASCII: true) == text.count else { return nil }
    var bytes = SIMD32<UInt8>()
    let opening = isFirst ? UInt8(ascii: "{") : UInt8(ascii: ",")
    let whole = [opening, UInt8(ascii: "\"")] + text + Array("\":\"".utf8)
    for (index, byte) in whole.enumerated() { bytes[index] = byte }
    self.bytes = bytes
    self.isFirst = isFirst
    count = text.count + 4
  }
}
