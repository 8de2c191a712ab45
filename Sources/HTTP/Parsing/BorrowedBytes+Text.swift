import Basics

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
  func equalIgnoringCase(_ text: String) -> Bool {
    guard count == text.utf8.count else { return false }
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
