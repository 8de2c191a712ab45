import Glibc

/// A day of the UTC calendar, written `YYYY-MM-DD`.
package struct Day: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Days since 1970-01-01.
  package let number: Int

  private static let secondsPerDay = 86_400

  package init(containing moment: Timestamp) {
    let (quotient, remainder) = moment.seconds.quotientAndRemainder(dividingBy: Self.secondsPerDay)
    number = remainder < 0 ? quotient - 1 : quotient
  }

  private init(number: Int) {
    self.number = number
  }

  /// A day of the calendar; nil where there is no such day, as 2017-02-29.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    var parts = tm()
    parts.tm_year = Int32(year - 1900)
    parts.tm_mon = Int32(month - 1)
    parts.tm_mday = Int32(day)
    // timegm makes the 1st of March of a 29th of February that isn't there.
    let start = Timestamp(seconds: timegm(&parts))
    guard Int(parts.tm_mday) == day, Int(parts.tm_mon) == month - 1 else { return nil }
    self.init(containing: start)
  }

  package static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  /// Its first moment, midnight.
  package var start: Timestamp { Timestamp(seconds: number * Self.secondsPerDay) }

  /// So many days later; the nearest expressible day where it would be beyond.
  package func advanced(by days: Int) -> Day {
    advanced(exactlyBy: days)
      ?? (days < 0 ? Timestamp.expressible.lowerBound.day : Timestamp.expressible.upperBound.day)
  }

  /// So many days later; nil where no moment of that day is expressible.
  func advanced(exactlyBy days: Int) -> Day? {
    let (sum, overflow) = number.addingReportingOverflow(days)
    let range = Timestamp.expressible.lowerBound.day...Timestamp.expressible.upperBound.day
    let day = Day(number: sum)
    return !overflow && range.contains(day) ? day : nil
  }

  package var description: String { String(start.description.prefix(10)) }

  /// The Monday on or before it.
  package var startOfWeek: Day { advanced(by: -((Int(start.calendar.tm_wday) + 6) % 7)) }

  package var startOfMonth: Day { advanced(by: 1 - Int(start.calendar.tm_mday)) }

  package var startOfYear: Day { advanced(by: -Int(start.calendar.tm_yday)) }
}
