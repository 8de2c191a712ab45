import Glibc

/// A moment in UTC, to the second.
///
/// Written `YYYY-MM-DD HH:MM:SS`, as the reference and the tables have it: later moments are greater texts.
package struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Seconds since 1970-01-01 00:00:00 UTC.
  package let seconds: Int

  /// The moments that four digits of a year can write.
  package static let expressible = Timestamp(clamped: -62_135_596_800)...Timestamp(clamped: 253_402_300_799)

  /// A moment before or after the expressible ones becomes the nearest that is.
  package init(seconds: Int) {
    self.seconds = min(max(seconds, Self.expressible.lowerBound.seconds), Self.expressible.upperBound.seconds)
  }

  private init(clamped seconds: Int) {
    self.seconds = seconds
  }

  /// Reads `YYYY-MM-DD HH:MM:SS`, also with a `T`, fractions of a second (dropped) and a zone: `Z` or `±HH:MM`.
  package init?(_ text: some StringProtocol) {
    guard let moment = TimestampReader.moment(text) else { return nil }
    self = moment
  }

  package static func < (left: Timestamp, right: Timestamp) -> Bool { left.seconds < right.seconds }

  /// This many seconds later; nearest expressible moment where it would be beyond.
  package func advanced(by seconds: Int) -> Timestamp {
    let (sum, overflow) = self.seconds.addingReportingOverflow(seconds)
    return Timestamp(seconds: overflow ? (seconds < 0 ? .min : .max) : sum)
  }

  package var description: String {
    let parts = calendar
    return String(unsafeUninitializedCapacity: 19) { text in
      var count = 0
      func write(_ number: Int32, _ digits: Int, then separator: Unicode.Scalar? = nil) {
        var rest = number
        for index in (0..<digits).reversed() {
          text.initializeElement(at: count + index, to: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
          rest /= 10
        }
        count += digits
        guard let separator else { return }
        text.initializeElement(at: count, to: UInt8(ascii: separator))
        count += 1
      }
      write(parts.tm_year &+ 1900, 4, then: "-")
      write(parts.tm_mon &+ 1, 2, then: "-")
      write(parts.tm_mday, 2, then: " ")
      write(parts.tm_hour, 2, then: ":")
      write(parts.tm_min, 2, then: ":")
      write(parts.tm_sec, 2)
      return count
    }
  }

  /// `YYYY-MM-DDTHH:MM:SSZ`, as the control plane writes it (RFC 3339).
  package var internetDate: String { description.replacing(" ", with: "T") + "Z" }

  package var day: Day { Day(containing: self) }

  var calendar: tm {
    var time = time_t(seconds)
    var parts = tm()
    gmtime_r(&time, &parts)
    return parts
  }
}
