import JSON
import Time

/// A timestamp of a fixture: a text, or an object that counts from the clock's day.
///
/// `{"days": -3, "at": "10:13:53"}` is that time of the day three days ago; without `at`, midnight.
enum RelativeTimestamp {
  /// The timestamp, or what is wrong with `value`.
  static func read(_ value: JSONValue, now: Timestamp) -> Result<Timestamp, CellError> {
    if let text = value.string {
      guard let timestamp = Timestamp(text) else {
        return .failure("invalid timestamp \(value): write YYYY-MM-DD HH:MM:SS")
      }
      return .success(timestamp)
    }
    guard let members = value.members else {
      return .failure(
        #"expected a timestamp, "YYYY-MM-DD HH:MM:SS" or {"days": -3, "at": "10:13:53"}, found \#(value)"#)
    }
    var days: JSONValue?
    var at: JSONValue?
    var pairs = members.makeIterator()
    while let (key, value) = pairs.nextPair() {
      if key.stringEquals("days") {
        days = value
      } else if key.stringEquals("at") {
        at = value
      } else {
        return .failure("unknown member \(key) of a relative timestamp: it has \"days\" and \"at\"")
      }
    }
    guard let days = days?.integer else { return .failure("a relative timestamp needs \"days\", a whole number") }
    guard let time = TimestampReader.timeOfDay(at?.string ?? (at == nil ? "00:00:00" : "")) else {
      return .failure("\"at\": expected a time of day, HH:MM:SS")
    }
    guard let day = now.day.advanced(exactlyBy: days) else {
      return .failure("\(days) days from \(now.day) is out of range: 0001-01-01 to 9999-12-31")
    }
    return .success(day.start.advanced(by: time))
  }
}
