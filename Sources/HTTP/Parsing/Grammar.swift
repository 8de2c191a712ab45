import Basics

/// The classes of bytes that RFC 9110, section 5.6, and RFC 3986 build everything of.
enum Grammar {
  // One bit a byte, for bytes below 64 and from 64 to 127: a test is a shift, with no table to load.
  private static let tokenLow: UInt64 = 0x03FF_6CFA_0000_0000
  private static let tokenHigh: UInt64 = 0x57FF_FFFF_C7FF_FFFE

  /// tchar: letters, digits and ``!#$%&'*+-.^_`|~``.
  @inline(__always)
  static func isToken(_ byte: UInt8) -> Bool {
    guard byte < 128 else { return false }
    let bits = byte < 64 ? tokenLow : tokenHigh
    return (bits >> UInt64(byte & 63)) & 1 == 1
  }

  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// A letter's lower case; any other byte is itself.
  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  /// Whether a field value may hold all of these bytes: no controls but the tab (RFC 9110, section 5.5).
  static func isFieldValue(_ bytes: BorrowedBytes) -> Bool {
    var index = 0
    while index &+ 8 <= bytes.count {
      // Eight at a time: a byte below 0x20 borrows from its highest bit, 0x7F xored with itself does too.
      let word = bytes.word(at: index)
      let ones: UInt64 = 0x0101_0101_0101_0101
      let deleted = word ^ (ones &* 0x7F)
      let suspects = ((word &- ones &* 0x20) & ~word) | ((deleted &- ones) & ~deleted)
      if suspects & (ones &* 0x80) != 0 {
        for byte in bytes[index..<index &+ 8] where !isFieldValueByte(byte) { return false }
      }
      index &+= 8
    }
    while index < bytes.count {
      guard isFieldValueByte(bytes[index]) else { return false }
      index &+= 1
    }
    return true
  }

  @inline(__always)
  private static func isFieldValueByte(_ byte: UInt8) -> Bool { (byte >= 0x20 && byte != 0x7F) || byte == 0x09 }
}

/// Comparing and cutting text by the rules of HTTP.
extension BorrowedBytes {
  /// `lowercase` must be in lower case.
  func equalIgnoringCase(_ lowercase: StaticString) -> Bool {
    let other = lowercase.bytes
    guard count == other.count else { return false }
    for index in 0..<count where Grammar.lowercased(self[index]) != other[index] { return false }
    return true
  }

  /// Both in any case.
  @_disfavoredOverload
  func equalIgnoringCase(_ text: String) -> Bool {
    guard count == text.utf8.count else { return false }
    // Most clients write a name as everybody does.
    if equal(text) { return true }
    var index = 0
    for byte in text.utf8 {
      if Grammar.lowercased(self[index]) != Grammar.lowercased(byte) { return false }
      index &+= 1
    }
    return true
  }

  /// Without the spaces and tabs around it (OWS, RFC 9110, section 5.6.3).
  func trimmed() -> BorrowedBytes {
    var start = 0
    var end = count
    while start < end, Grammar.isBlank(self[start]) { start &+= 1 }
    while end > start, Grammar.isBlank(self[end &- 1]) { end &-= 1 }
    return part(start, end)
  }

  /// Calls `body` with the elements of a comma-separated list, trimmed, none empty (RFC 9110, section 5.6.1).
  func forEachListElement(_ body: (BorrowedBytes) -> Void) {
    var start = 0
    while start <= count {
      let end = firstIndex(of: UInt8(ascii: ","), from: start) ?? count
      let element = part(start, end).trimmed()
      if !element.isEmpty { body(element) }
      start = end &+ 1
    }
  }
}
