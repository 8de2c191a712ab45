import Basics
import Testing

@testable import HTTP

@Suite("HTTPDate")
struct MomentTests {
  @Test(
    "writes and reads the form of HTTP's dates",
    arguments: [
      (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
      (-1, "Wed, 31 Dec 1969 23:59:59 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
      (1_488_542_400, "Fri, 03 Mar 2017 12:00:00 GMT"), (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
      (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"), (-62_135_596_800, "Mon, 01 Jan 0001 00:00:00 GMT"),
    ])
  func dates(_ seconds: Int64, _ text: String) {
    var buffer = ByteBuffer()
    HTTPDate(seconds: seconds).write(to: &buffer)
    #expect(buffer.string == text)
    #expect(HTTPDate(text)?.seconds == seconds)
  }

  @Test(
    "reads the two forms of old",
    arguments: ["Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Sun Nov 06 08:49:37 1994"])
  func old(_ text: String) {
    #expect(HTTPDate(text, now: HTTPDate(seconds: 1_488_542_400))?.seconds == 784_111_777)
  }

  @Test(
    "takes nothing else for a date",
    arguments: [
      "", "0", "yesterday", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 PST",
      "Sun, 32 Nov 1994 08:49:37 GMT",
      "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Xxx 1994 08:49:37 GMT", "Sun, 06 Nov 99999999999999999999 08:49:37 GMT",
      "Fri, 31 Feb 2017 08:49:37 GMT", "Sun, 29 Feb 1900 08:49:37 GMT", "Sun, 06 Nov 1994 +8:49:37 GMT",
      "Sun, +6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov +994 08:49:37 GMT", "Sunday, 06-Nov-+9 08:49:37 GMT",
      "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, -6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT",
    ])
  func invalid(_ text: String) { #expect(HTTPDate(text) == nil) }
}
