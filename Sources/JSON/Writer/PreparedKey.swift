/// A key of an object that is written by the hundred: with all that stands around it, copied in one go.
///
/// For the first key of an object that is its opening brace, for the others a comma; then quotes and colon.
package struct PreparedKey: Sendable {
  /// The text and zeros behind it; all of it is written, and `count` bytes of it kept.
  let bytes: SIMD32<UInt8>
  let count: Int
  let isFirst: Bool

  static let room = 32

  /// Nil for a key that needs escapes, or has more than 28 bytes.
  package init?(_ key: StaticString, isFirst: Bool) {
    guard key.hasPointerRepresentation, key.utf8CodeUnitCount <= Self.room - 4 else { return nil }
    let text = UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
    guard PlainRun.length(key.utf8Start, text.count, stopsAtNonASCII: true) == text.count else { return nil }
    var bytes = SIMD32<UInt8>()
    let opening = isFirst ? UInt8(ascii: "{") : UInt8(ascii: ",")
    for (index, byte) in ([opening, UInt8(ascii: "\"")] + text + Array("\":".utf8)).enumerated() { bytes[index] = byte }
    self.bytes = bytes
    self.isFirst = isFirst
    count = text.count + 4
  }
}

extension Writer {
  /// Writes a key; the first one of an object begins it.
  package mutating func key(_ key: PreparedKey) {
    if key.isFirst { separate() }
    guard let end = buffer.tail(PreparedKey.room) else { return }
    end.storeBytes(of: key.bytes, as: SIMD32<UInt8>.self)
    buffer.advance(by: key.count)
  }
}
