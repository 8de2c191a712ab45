import Glibc

/// Reads a moment's text, field by field.
struct MomentReader {
  private var rest: Substring.UTF8View

  init(_ text: some StringProtocol) {
    rest = Substring(text).utf8
  }

  /// The moment, or nil where the text is no moment or no day of the calendar.
  func moment() -> Moment? {
    var reader = self
    return reader.read()
  }

  private mutating func read() -> Moment? {
    guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2),
      take(" ") || take("T"), let hour = number(2), take(":"), let minute = number(2), take(":"),
      let second = number(2), dropFraction(), let offset = zone(), rest.isEmpty
    else { return nil }
    guard let midnight = Day(year: year, month: month, day: day), hour < 24, minute < 60, second < 60 else {
      return nil
    }
    return midnight.start.advanced(by: hour * 3600 + minute * 60 + second - offset)
  }

  /// Exactly `digits` ASCII digits.
  private mutating func number(_ digits: Int) -> Int? {
    var value = 0
    for _ in 0..<digits {
      guard let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
      rest.removeFirst()
    }
    return value
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func dropFraction() -> Bool {
    guard take(".") else { return true }
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest = rest.dropFirst(digits.count)
    return !digits.isEmpty
  }

  /// The zone's offset in seconds east of UTC: 0 where none is given.
  private mutating func zone() -> Int? {
    if rest.isEmpty || take("Z") { return 0 }
    let sign = take("+") ? 1 : take("-") ? -1 : 0
    guard sign != 0, let hours = number(2), take(":"), let minutes = number(2), hours < 24, minutes < 60 else {
      return nil
    }
    return sign * (hours * 3600 + minutes * 60)
  }
}
