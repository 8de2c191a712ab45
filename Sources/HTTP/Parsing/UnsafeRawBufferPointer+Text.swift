import Glibc

/// Comparing and cutting text that is still bytes in a buffer.
extension UnsafeRawBufferPointer {
  func equal(_ literal: StaticString) -> Bool {
    equal(UnsafeRawBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  func equal(_ other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count, let baseAddress, let start = other.baseAddress else { return count == other.count }
    return memcmp(baseAddress, start, count) == 0
  }

  func equal(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { equal(UnsafeRawBufferPointer($0)) }
  }

  /// `lowercase` must be in lower case.
  func equalIgnoringCase(_ lowercase: StaticString) -> Bool {
    guard count == lowercase.utf8CodeUnitCount else { return false }
    let other = lowercase.utf8Start
    for index in 0..<count where Grammar.lowercased(self[index]) != other[index] { return false }
    return true
  }

  /// Both in any case.
  func equalIgnoringCase(_ text: String) -> Bool {
    guard count == text.utf8.count else { return false }
    var index = 0
    for byte in text.utf8 {
      if Grammar.lowercased(self[index]) != Grammar.lowercased(byte) { return false }
      index &+= 1
    }
    return true
  }

  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard start < count, let baseAddress else { return nil }
    guard let found = memchr(baseAddress + start, Int32(byte), count - start) else { return nil }
    return UnsafeRawPointer(found) - baseAddress
  }

  /// The part from `start` up to `end`, counted from its own zero.
  @inline(__always)
  func part(_ start: Int, _ end: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: self[start..<end])
  }

  /// Without the spaces and tabs around it (OWS, RFC 9110, section 5.6.3).
  func trimmed() -> UnsafeRawBufferPointer {
    var start = 0
    var end = count
    while start < end, Grammar.isBlank(self[start]) { start &+= 1 }
    while end > start, Grammar.isBlank(self[end &- 1]) { end &-= 1 }
    return part(start, end)
  }

  /// Calls `body` with the elements of a comma-separated list, trimmed, none empty (RFC 9110, section 5.6.1).
  func forEachListElement(_ body: (UnsafeRawBufferPointer) -> Void) {
    var start = 0
    while start <= count {
      let end = firstIndex(of: UInt8(ascii: ","), from: start) ?? count
      let element = part(start, end).trimmed()
      if !element.isEmpty { body(element) }
      start = end &+ 1
    }
  }

  var text: String { String(decoding: self, as: UTF8.self) }
}
