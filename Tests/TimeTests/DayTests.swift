import Glibc
import Testing
import Time

@Suite("Day")
struct DayTests {
  @Test(
    "knows where its week, month and year begin",
    arguments: [
      // A Friday, a Monday, a Sunday, the 29th of February, New Year's Day.
      ("2017-03-03", "2017-02-27", "2017-03-01", "2017-01-01"),
      ("2017-02-27", "2017-02-27", "2017-02-01", "2017-01-01"),
      ("2017-03-05", "2017-02-27", "2017-03-01", "2017-01-01"),
      ("2016-02-29", "2016-02-29", "2016-02-01", "2016-01-01"),
      ("2017-01-01", "2016-12-26", "2017-01-01", "2017-01-01"),
      ("1969-12-31", "1969-12-29", "1969-12-01", "1969-01-01"),
    ])
  func beginnings(_ text: String, _ week: String, _ month: String, _ year: String) throws {
    let day = try #require(Timestamp(text + " 13:30:00")).day
    #expect(day.description == text)
    #expect(day.startOfWeek.description == week)
    #expect(day.startOfMonth.description == month)
    #expect(day.startOfYear.description == year)
  }

  @Test(
    "counts over the ends of months, years and the calendar",
    arguments: [
      ("2016-02-28", 1, "2016-02-29"), ("2017-02-28", 1, "2017-03-01"), ("2017-01-01", -1, "2016-12-31"),
      ("2017-03-03", .max, "9999-12-31"), ("2017-03-03", .min, "0001-01-01"),
    ])
  func counts(_ from: String, _ days: Int, _ to: String) throws {
    let day = try #require(Timestamp(from + " 00:00:00")).day
    #expect(day.advanced(by: days).description == to)
  }

  @Test(
    "is only what the calendar has",
    arguments: [
      (2016, 2, 29, true), (2017, 2, 29, false), (1900, 2, 29, false), (2000, 2, 29, true), (2017, 2, 31, false),
      (2017, 4, 31, false), (2017, 13, 1, false), (2017, 0, 1, false), (2017, 1, 0, false), (0, 1, 1, false),
      (9999, 12, 31, true), (10_000, 1, 1, false),
    ])
  func isOfTheCalendar(year: Int, month: Int, day: Int, exists: Bool) {
    #expect((Day(year: year, month: month, day: day) != nil) == exists)
  }

  @Test("agrees with the C library's calendar from the year 1 to 9999")
  func agreesWithTheCLibrary() {
    for number in stride(from: -719_162, to: 2_932_896, by: 97) {
      var seconds = number * Calendar.secondsPerDay
      var parts = tm()
      gmtime_r(&seconds, &parts)
      let day = Timestamp(seconds: seconds).day
      #expect(day.date == (Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)))
      #expect(day.weekday == Int(parts.tm_wday))
    }
  }
}
