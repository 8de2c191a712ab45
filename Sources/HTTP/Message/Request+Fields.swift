import Basics

/// A request's header fields.
extension Request {
  /// The field's value: of several lines, all of them, joined as a list (a cookie's by semicolons).
  ///
  /// Source: RFC 9110, section 5.3; RFC 9113, section 8.2.3, for cookies.
  package func field(_ name: FieldName) -> String? {
    guard mayHave(name) else { return nil }
    var value: String?
    for line in lines where isNamed(line, name) {
      let part = line.value.bytes(of: bytes).text
      if let before = value {
        value = before + (name.known == .cookie ? "; " : ", ") + part
      } else {
        value = part
      }
    }
    return value
  }

  package func hasField(_ name: FieldName) -> Bool {
    mayHave(name) && lines.contains { isNamed($0, name) }
  }

  /// Whether the first line of that name has this value, which is given in lower case; the letters' case doesn't count.
  package func fieldEquals(_ name: FieldName, _ lowercase: StaticString) -> Bool {
    withField(name) { $0.equalIgnoringCase(lowercase) } ?? false
  }

  /// Calls `body` with the value of the first line of that name; nil where there is none.
  package func withField<Result>(_ name: FieldName, _ body: (BorrowedBytes) -> Result) -> Result? {
    guard mayHave(name) else { return nil }
    for line in lines where isNamed(line, name) { return body(line.value.bytes(of: bytes)) }
    return nil
  }

  /// The first value of the cookie of that name, without quotes around it. Source: RFC 6265, section 5.4.
  package func cookie(_ name: String) -> String? {
    guard head.present & KnownField.cookie.bit != 0 else { return nil }
    for line in lines where line.known == .cookie {
      if let value = CookieList.value(of: name, in: line.value.bytes(of: bytes)) { return value.text }
    }
    return nil
  }

  private func mayHave(_ name: FieldName) -> Bool {
    head.present & name.known.bit != 0
  }

  private func isNamed(_ line: FieldLine, _ name: FieldName) -> Bool {
    guard line.known == name.known else { return false }
    return name.known != .other || line.name.bytes(of: bytes).equalIgnoringCase(name.name)
  }
}

/// The pairs of a Cookie field (RFC 6265, section 4.2.1).
enum CookieList {
  /// The first value of that name, without quotes around it.
  static func value(of name: String, in list: BorrowedBytes) -> BorrowedBytes? {
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

  private static func unquoted(_ value: BorrowedBytes) -> BorrowedBytes {
    let quote = UInt8(ascii: "\"")
    guard value.count >= 2, value.first == quote, value.last == quote else { return value }
    return value.part(1, value.count - 1)
  }
}
