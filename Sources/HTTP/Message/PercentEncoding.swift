/// Percent-encoding (RFC 3986, section 2.1).
package enum PercentEncoding {
  /// The text that was encoded; nil for an escape without two hexadecimal digits, and for what is not UTF-8.
  package static func decode(_ bytes: UnsafeRawBufferPointer) -> String? {
    guard bytes.contains(UInt8(ascii: "%")) else { return String(validating: bytes, as: UTF8.self) }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "%") {
        guard index + 1 < bytes.count, let value = escape(bytes[index], bytes[index + 1]) else { return nil }
        decoded.append(value)
        index += 2
      } else {
        decoded.append(byte)
      }
    }
    return String(validating: decoded, as: UTF8.self)
  }

  /// As forms are decoded: a malformed escape is itself, what is not UTF-8 becomes U+FFFD.
  package static func decodeLoosely(_ bytes: UnsafeRawBufferPointer) -> String {
    guard bytes.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else { return bytes.text }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "%"), index + 1 < bytes.count, let value = escape(bytes[index], bytes[index + 1]) {
        decoded.append(value)
        index += 2
      } else {
        decoded.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  /// Whether `decode` can.
  static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
    !bytes.contains(UInt8(ascii: "%")) || decode(bytes) != nil
  }

  private static func escape(_ high: UInt8, _ low: UInt8) -> UInt8? {
    guard let high = Grammar.hexadecimal(high), let low = Grammar.hexadecimal(low) else { return nil }
    return high << 4 | low
  }
}
