/// Percent-encoding (RFC 3986, section 2.1), and what forms add to it: a plus is a space.
package enum PercentEncoding {
  /// Why an encoded text can't be read.
  package enum DecodingError: Error, Sendable, Equatable {
    /// A `%` without two hexadecimal digits after it.
    case badEscape
    /// The decoded bytes are no UTF-8.
    case notUTF8
  }

  /// The text that was encoded; nil for a malformed escape and for bytes that aren't UTF-8.
  package static func decode(_ bytes: BorrowedBytes) -> String? {
    guard bytes.contains(UInt8(ascii: "%")) else { return String(validating: bytes, as: UTF8.self) }
    guard let decoded = decodedBytes(bytes, plusIsSpace: false, keepsMalformed: false) else { return nil }
    return String(validating: decoded, as: UTF8.self)
  }

  /// Whether `decode` can read it.
  package static func isValid(_ bytes: BorrowedBytes) -> Bool {
    !bytes.contains(UInt8(ascii: "%")) || decode(bytes) != nil
  }

  /// A name or value of a form.
  package static func decodeForm(_ bytes: BorrowedBytes) throws(DecodingError) -> String {
    guard let decoded = decodedBytes(bytes, plusIsSpace: true, keepsMalformed: false) else { throw .badEscape }
    guard let text = String(validating: decoded, as: UTF8.self) else { throw .notUTF8 }
    return text
  }

  /// A name or value of a form, as browsers read it: a malformed escape stays as it is, what is not UTF-8 becomes
  /// U+FFFD. Source: URL Standard, section 5.1.
  package static func decodeLoosely(_ bytes: BorrowedBytes) -> String {
    guard bytes.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
      return bytes.text
    }
    return String(decoding: decodedBytes(bytes, plusIsSpace: true, keepsMalformed: true) ?? [], as: UTF8.self)
  }

  /// The text so that it means itself in every part of a URL and in a form (RFC 3986, section 2.3).
  package static func encode(_ text: String) -> String {
    var encoded: [UInt8] = []
    for byte in text.utf8 {
      if isUnreserved(byte) {
        encoded.append(byte)
      } else {
        encoded.append(UInt8(ascii: "%"))
        encoded += Hexadecimal.encode([byte]).uppercased().utf8
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
    default: false
    }
  }

  /// Nil at a malformed escape, unless those are kept.
  private static func decodedBytes(
    _ bytes: BorrowedBytes, plusIsSpace: Bool, keepsMalformed: Bool
  ) -> [UInt8]? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "%"):
        if index + 1 < bytes.count, let value = Hexadecimal.byte(bytes[index], bytes[index + 1]) {
          decoded.append(value)
          index += 2
        } else if keepsMalformed {
          decoded.append(byte)
        } else {
          return nil
        }
      case UInt8(ascii: "+") where plusIsSpace: decoded.append(UInt8(ascii: " "))
      default: decoded.append(byte)
      }
    }
    return decoded
  }
}
