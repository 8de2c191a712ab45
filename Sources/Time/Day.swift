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

/// The proleptic Gregorian calendar in whole numbers.
///
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil and civil_from_days.
package enum Calendar {
  package static let secondsPerDay = 86_400

  /// Days since 1970-01-01.
  package static func days(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = floor(year, 400)
    let yearOfEra = year - era * 400
    let shifted = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * shifted + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  package static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = floor(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let year = yearOfEra + era * 400
    return (
      month < 10 ? year : year + 1, month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1
    )
  }

  /// 0 for a Sunday to 6 for a Saturday.
  package static func weekday(days: Int) -> Int { ((days + 4) % 7 + 7) % 7 }

  /// Division that rounds down, below zero too.
  package static func floor(_ number: Int, _ divisor: Int) -> Int {
    let quotient = number / divisor
    return number % divisor < 0 ? quotient - 1 : quotient
  }
}
