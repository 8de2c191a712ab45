/// A day of the UTC calendar, written `YYYY-MM-DD`.
package struct Day: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Days since 1970-01-01.
  package let number: Int

  package init(containing timestamp: Timestamp) {
    number = Calendar.floor(timestamp.seconds, Calendar.secondsPerDay)
  }

  private init(number: Int) {
    self.number = number
  }

  /// A day of the years 1 to 9999; nil if the calendar has no such day, as 2017-02-29.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    number = Calendar.days(year: year, month: month, day: day)
    // The 29th of February of a common year counts on to the 1st of March.
    guard date == (year, month, day) else { return nil }
  }

  package static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  package var date: (year: Int, month: Int, day: Int) { Calendar.date(days: number) }

  /// 0 for a Sunday to 6 for a Saturday.
  package var weekday: Int { Calendar.weekday(days: number) }

  /// Its first second, midnight.
  package var start: Timestamp { Timestamp(seconds: number * Calendar.secondsPerDay) }

  /// The day that many days later, or the nearest expressible one.
  package func advanced(by days: Int) -> Day {
    advanced(exactlyBy: days)
      ?? (days < 0 ? Timestamp.expressible.lowerBound.day : Timestamp.expressible.upperBound.day)
  }

  /// The day that many days later; nil if it isn't expressible.
  package func advanced(exactlyBy days: Int) -> Day? {
    let (sum, overflow) = number.addingReportingOverflow(days)
    let range = Timestamp.expressible.lowerBound.day...Timestamp.expressible.upperBound.day
    let day = Day(number: sum)
    return !overflow && range.contains(day) ? day : nil
  }

  package var description: String { String(start.description.prefix(10)) }

  /// The Monday on or before it.
  package var startOfWeek: Day { advanced(by: -((weekday + 6) % 7)) }

  package var startOfMonth: Day { advanced(by: 1 - date.day) }

  package var startOfYear: Day { Day(number: Calendar.days(year: date.year, month: 1, day: 1)) }
}
