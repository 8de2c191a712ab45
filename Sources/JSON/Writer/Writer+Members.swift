import Basics

/// Members with a prepared key: key and value in one go, with one look at the room that is left.
extension Writer {
  /// Writes a key; the first one of an object begins it.
  @inlinable package mutating func key(_ key: PreparedKey) {
    if key.isFirst { separate() }
    guard let end = buffer.tail(PreparedKey.room) else { return }
    end.storeBytes(of: key.bytes, as: SIMD32<UInt8>.self)
    buffer.advance(by: key.count)
  }

  /// Writes a key and its text, from its UTF-8; bytes that are none become U+FFFD.
  @inlinable package mutating func member(_ key: PreparedKey, utf8 text: UnsafeRawBufferPointer) {
    if key.isFirst { separate() }
    guard let start = buffer.tail(PreparedKey.room &+ text.count) else { return }
    start.storeBytes(of: key.bytes, as: SIMD32<UInt8>.self)
    let end = start + key.count + 1
    guard PlainRun.copy(text, to: end) == text.count else {
      buffer.advance(by: key.count)
      return string(utf8: text)
    }
    end.storeBytes(of: UInt8(ascii: "\""), toByteOffset: text.count, as: UInt8.self)
    buffer.advance(by: key.count &+ text.count &+ 2)
  }

  /// Writes a key and its whole number.
  @inlinable package mutating func member(_ key: PreparedKey, integer: Int) {
    if key.isFirst { separate() }
    guard let start = buffer.tail(PreparedKey.room &+ ByteBuffer.mostDigits) else { return }
    start.storeBytes(of: key.bytes, as: SIMD32<UInt8>.self)
    buffer.advance(by: key.count &+ ByteBuffer.write(decimal: integer, to: start + key.count))
  }
}
