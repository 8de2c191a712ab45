import Basics

/// Members with a prepared key: key and value in one go, with one look at the room that is left.
extension Writer {
  /// Writes a key; the first one of an object begins it.
  @inlinable package mutating func key(_ key: PreparedKey) {
    if key.isFirst { separate() }
    guard let end = unsafe buffer.tail(PreparedKey.room) else { return }
    unsafe end.storeBytes(of: key.bytes, as: SIMD32<UInt8>.self)
    buffer.advance(by: key.count)
  }

  /// Writes a key and its text, from its UTF-8; bytes that are none become U+FFFD.
  @inlinable package mutating func member(_ key: PreparedKey, utf8 text: BorrowedBytes) {
    if key.isFirst { separate() }
    guard let start = unsafe buffer.tail(PreparedKey.room &+ text.count) else { return }
    unsafe start.storeBytes(of: key.bytes, as: SIMD32<UInt8>.self)
    let end = unsafe start + key.count + 1
    guard unsafe PlainRun.copy(text, to: end) == text.count else {
      buffer.advance(by: key.count)
      return string(utf8: text)
    }
    unsafe end.storeBytes(of: UInt8(ascii: "\""), toByteOffset: text.count, as: UInt8.self)
    buffer.advance(by: key.count &+ text.count &+ 2)
  }

  /// Writes a key and its whole number.
  @inlinable package mutating func member(_ key: PreparedKey, integer: Int) {
    if key.isFirst { separate() }
    guard let start = unsafe buffer.tail(PreparedKey.room &+ ByteBuffer.mostDigits) else { return }
    unsafe start.storeBytes(of: key.bytes, as: SIMD32<UInt8>.self)
    buffer.advance(by: unsafe key.count &+ ByteBuffer.write(decimal: integer, to: start + key.count))
  }
}

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
    let text = key.bytes
    guard PlainRun.length(text, from: 0, stopsAtNonASCII: true) == text.count else { return nil }
    var bytes = SIMD32<UInt8>()
    let opening = isFirst ? UInt8(ascii: "{") : UInt8(ascii: ",")
    let whole = [opening, UInt8(ascii: "\"")] + text + Array("\":\"".utf8)
    for (index, byte) in whole.enumerated() { bytes[index] = byte }
    self.bytes = bytes
    self.isFirst = isFirst
    count = text.count + 4
  }
}
