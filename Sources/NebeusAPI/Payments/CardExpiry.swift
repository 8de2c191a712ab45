import Store
import Time

/// When a card ends, as it is printed on it.
enum CardExpiry {
  /// Reads `MM/YY`: the last second of that month of this century. Nil where the text is none.
  ///
  /// Source: docs/decisions.md, Accounts.
  static func end(of text: String) -> Timestamp? {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: "/"), let month = number(bytes[0], bytes[1]),
      let year = number(bytes[3], bytes[4]), (1...12).contains(month)
    else { return nil }
    let next = month == 12 ? Day(year: 2001 + year, month: 1, day: 1) : Day(year: 2000 + year, month: month + 1, day: 1)
    return next?.start.advanced(by: -1)
  }

  private static func number(_ tens: UInt8, _ ones: UInt8) -> Int? {
    guard (0x30...0x39).contains(tens), (0x30...0x39).contains(ones) else { return nil }
    return Int(tens - 0x30) * 10 + Int(ones - 0x30)
  }
}
