import Basics
import Testing

@testable import HTTP

@Suite("HTTPDate")
struct HTTPDateTests {
  @Test(
    "writes the form of HTTP's dates",
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
  }
}
