import Time

/// Reading the three forms that HTTP dates have had (RFC 9110, section 5.6.7).
extension HTTPDate {
  /// Nil for what is none of them, and then a condition on it doesn't count.
  package init?(_ text: String, now: HTTPDate = HTTPDate(seconds: 0)) {
    let words = text.split(separator: " ", omittingEmptySubsequences: true)
    switch words.count {
    case 6 where words[5] == "GMT":  // Sun, 06 Nov 1994 08:49:37 GMT
      guard words[0].count == 4, words[3].count == 4, let year = Self.number(words[3]) else { return nil }
      self.init(day: words[1], month: words[2], year: year, time: words[4])
    case 4 where words[3] == "GMT":  // Sunday, 06-Nov-94 08:49:37 GMT
      let date = words[1].split(separator: "-", omittingEmptySubsequences: false)
      guard date.count == 3, date[2].count == 2, let short = Self.number(date[2]) else { return nil }
      // More than fifty years ahead is taken for the most recent year in the past that ends so.
      let (thisYear, _, _) = Calendar.date(days: Calendar.floor(Int(now.seconds), Calendar.secondsPerDay))
      let year = thisYear / 100 * 100 + short
      self.init(day: date[0], month: date[1], year: year > thisYear + 50 ? year - 100 : year, time: words[2])
    case 5:  // Sun Nov  6 08:49:37 1994
      guard words[4].count == 4, let year = Self.number(words[4]) else { return nil }
      self.init(day: words[2], month: words[1], year: year, time: words[3])
    default:
      return nil
    }
  }

  private init?(day: Substring, month: Substring, year: Int, time: Substring) {
    guard let month = Self.months.firstIndex(where: { $0.description == month }),
      let dayOfMonth = Self.number(day), let day = Day(year: year, month: month + 1, day: dayOfMonth)
    else { return nil }
    let parts = time.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ $0.utf8.count == 2 }) else { return nil }
    guard let hour = Self.number(parts[0]), let minute = Self.number(parts[1]), let second = Self.number(parts[2])
    else { return nil }
    guard hour < 24, minute < 60, second <= 60 else { return nil }
    self.init(seconds: Int64(day.start.seconds + hour * 3600 + minute * 60 + second))
  }

  /// A number of digits alone: `Int` would take a sign as well.
  private static func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { Grammar.isDigit($0) } ? Int(text) : nil
  }
}
