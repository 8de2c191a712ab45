import Basics

/// Reads the text of a timestamp in place, field by field.
package struct TimestampReader: ~Copyable {
  private let text: BorrowedBytes
  private var at = 0

  private init(_ text: BorrowedBytes) {
    self.text = text
  }

  /// The timestamp; nil for any other text, and for a day that the calendar doesn't have.
  static func timestamp(_ text: some StringProtocol) -> Timestamp? {
    String(text).withBytes { bytes in
      var reader = TimestampReader(bytes)
      return reader.timestamp()
    }
  }

  /// The seconds of `HH:MM:SS` since midnight; nil for any other text.
  package static func timeOfDay(_ text: String) -> Int? {
    text.withBytes { bytes in
      var reader = TimestampReader(bytes)
      guard let seconds = reader.timeOfDay(), reader.isAtEnd else { return nil }
      return seconds
    }
  }

  private mutating func timestamp() -> Timestamp? {
    guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2),
      take(" ") || take("T"), let time = timeOfDay(), dropFraction(), let offset = zone(), isAtEnd,
      let midnight = Day(year: year, month: month, day: day)
    else { return nil }
    return midnight.start.advanced(by: time - offset)
  }

  private mutating func timeOfDay() -> Int? {
    guard let hour = number(2), take(":"), let minute = number(2), take(":"), let second = number(2),
      hour < 24, minute < 60, second < 60
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  private var isAtEnd: Bool { at == text.count }

  private var digit: Int? {
    guard at < text.count, text[at] &- UInt8(ascii: "0") < 10 else { return nil }
    return Int(text[at] &- UInt8(ascii: "0"))
  }

  /// Exactly `digits` ASCII digits.
  private mutating func number(_ digits: Int) -> Int? {
    var value = 0
    for _ in 0..<digits {
      guard let digit else { return nil }
      value = value * 10 + digit
      at += 1
    }
    return value
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard at < text.count, text[at] == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  private mutating func dropFraction() -> Bool {
    guard take(".") else { return true }
    let first = at
    while digit != nil { at += 1 }
    return at > first
  }

  /// The zone's offset in seconds east of UTC: 0 where none is given.
  private mutating func zone() -> Int? {
    if isAtEnd || take("Z") { return 0 }
    let sign = take("+") ? 1 : take("-") ? -1 : 0
    guard sign != 0, let hours = number(2), take(":"), let minutes = number(2), hours < 24, minutes < 60 else {
      return nil
    }
    return sign * (hours * 3600 + minutes * 60)
  }
}
