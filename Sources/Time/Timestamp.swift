import Basics
import Glibc

/// A point in time in UTC, to the second.
///
/// Written `YYYY-MM-DD HH:MM:SS`, as the reference and the tables have it: later timestamps are greater texts.
package struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Seconds since 1970-01-01 00:00:00 UTC.
  package let seconds: Int

  /// The timestamps that a year of four digits can write.
  package static let expressible = Timestamp(unchecked: -62_135_596_800)...Timestamp(unchecked: 253_402_300_799)

  /// A time before or after the expressible ones becomes the nearest that is.
  package init(seconds: Int) {
    self.seconds = min(max(seconds, Self.expressible.lowerBound.seconds), Self.expressible.upperBound.seconds)
  }

  private init(unchecked seconds: Int) {
    self.seconds = seconds
  }

  /// The system's time.
  package static var now: Timestamp { Timestamp(seconds: time(nil)) }

  /// Reads `YYYY-MM-DD HH:MM:SS`, also with a `T`, fractions of a second (dropped) and a zone: `Z` or `±HH:MM`.
  package init?(_ text: some StringProtocol) {
    guard let timestamp = TimestampReader.timestamp(text) else { return nil }
    self = timestamp
  }

  package static func < (left: Timestamp, right: Timestamp) -> Bool { left.seconds < right.seconds }

  /// The time that many seconds later, or the nearest expressible one.
  package func advanced(by seconds: Int) -> Timestamp {
    let (sum, overflow) = self.seconds.addingReportingOverflow(seconds)
    return Timestamp(seconds: overflow ? (seconds < 0 ? .min : .max) : sum)
  }

  /// The time that much later, to the second, or the nearest expressible one.
  package func advanced(by duration: Duration) -> Timestamp { advanced(by: Int(duration.components.seconds)) }

  package var day: Day { Day(containing: self) }

  /// Seconds since midnight.
  package var secondOfDay: Int { seconds - day.number * Calendar.secondsPerDay }

  package var description: String { text(between: " ", and: nil) }

  /// `YYYY-MM-DDTHH:MM:SSZ`, as the control plane writes it (RFC 3339).
  package var internetDate: String { text(between: "T", and: "Z") }

  /// Calls `body` with the description's bytes, of which no `String` is made.
  @inlinable package func withDescription<Result, Failure: Error>(
    _ body: (BorrowedBytes) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let (text, count) = written(between: " ", and: nil)
    return try text.span.withBytes { (bytes) throws(Failure) in try body(bytes.part(0, count)) }
  }

  private func text(between middle: Unicode.Scalar, and end: Unicode.Scalar?) -> String {
    let (text, count) = written(between: middle, and: end)
    return text.span.withBytes { $0.part(0, count).text }
  }

  /// The text, and how many bytes of it count.
  @usableFromInline func written(
    between middle: Unicode.Scalar, and end: Unicode.Scalar?
  ) -> (text: InlineArray<20, UInt8>, count: Int) {
    var text = InlineArray<20, UInt8>(repeating: 0)
    let (year, month, dayOfMonth) = day.date
    let second = secondOfDay
    var count = 0
    func put(_ byte: UInt8) {
      text[count] = byte
      count &+= 1
    }
    func put(_ number: Int) {
      put(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number / 10))
      put(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number % 10))
    }
    put(year / 100)
    put(year % 100)
    put(UInt8(ascii: "-"))
    put(month)
    put(UInt8(ascii: "-"))
    put(dayOfMonth)
    put(UInt8(ascii: middle))
    put(second / 3600)
    put(UInt8(ascii: ":"))
    put(second / 60 % 60)
    put(UInt8(ascii: ":"))
    put(second % 60)
    if let end { put(UInt8(ascii: end)) }
    return (text, count)
  }
}
