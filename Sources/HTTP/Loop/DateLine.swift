import Basics
import Time

/// The Date field, made anew once a second (RFC 9110, section 6.6.1).
struct DateLine: ~Copyable {
  private(set) var bytes = ByteBuffer()
  private(set) var moment = HTTPDate(seconds: .min)

  mutating func update() {
    let seconds = MonotonicClock.seconds()
    guard seconds != moment.seconds else { return }
    moment = HTTPDate(seconds: seconds)
    bytes.removeAll()
    bytes.append("Date: ")
    moment.write(to: &bytes)
    bytes.append("\r\n")
  }
}
