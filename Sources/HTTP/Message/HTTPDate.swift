import Basics
import Time

/// A second of UTC, as HTTP's dates tell it. Source: RFC 9110, section 5.6.7.
struct HTTPDate {
  /// Seconds since 1970 began.
  let seconds: Int64

  private static let weekdays: [StaticString] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months: [StaticString] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Appends `Sun, 06 Nov 1994 08:49:37 GMT`.
  func write(to buffer: inout ByteBuffer) {
    let days = Calendar.floor(Int(seconds), Calendar.secondsPerDay)
    let second = Int(seconds) - days * Calendar.secondsPerDay
    let (year, month, day) = Calendar.date(days: days)
    buffer.append(Self.weekdays[Calendar.weekday(days: days)])
    buffer.append(", ")
    buffer.append(twoDigits: day)
    buffer.append(" ")
    buffer.append(Self.months[month - 1])
    buffer.append(" ")
    if year < 1000 { buffer.append(year < 100 ? (year < 10 ? "000" : "00") : "0") }
    buffer.append(decimal: year)
    buffer.append(" ")
    buffer.append(twoDigits: second / 3600)
    buffer.append(":")
    buffer.append(twoDigits: second / 60 % 60)
    buffer.append(":")
    buffer.append(twoDigits: second % 60)
    buffer.append(" GMT")
  }
}

extension ByteBuffer {
  fileprivate mutating func append(twoDigits number: Int) {
    if number < 10 { append(UInt8(ascii: "0")) }
    append(decimal: number)
  }
}
