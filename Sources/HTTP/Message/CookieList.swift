/// The pairs of a Cookie field (RFC 6265, section 4.2.1).
enum CookieList {
  /// The first value of that name, without quotes around it.
  static func value(of name: String, in list: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    var start = 0
    while start < list.count {
      let end = list.firstIndex(of: UInt8(ascii: ";"), from: start) ?? list.count
      let pair = list.part(start, end).trimmed()
      start = end + 1
      guard let equals = pair.firstIndex(of: UInt8(ascii: "="), from: 0) else { continue }
      guard pair.part(0, equals).trimmed().equal(name) else { continue }
      return unquoted(pair.part(equals + 1, pair.count).trimmed())
    }
    return nil
  }

  private static func unquoted(_ value: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    let quote = UInt8(ascii: "\"")
    guard value.count >= 2, value.first == quote, value.last == quote else { return value }
    return value.part(1, value.count - 1)
  }
}
