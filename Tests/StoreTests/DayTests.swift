import Testing

@testable import Store

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
}
