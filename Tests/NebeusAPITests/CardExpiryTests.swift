import Store
import Testing

@testable import NebeusAPI

@Suite("CardExpiry")
struct CardExpiryTests {
  @Test(
    "is the last second of its month",
    arguments: [
      ("01/17", "2017-01-31 23:59:59"), ("02/16", "2016-02-29 23:59:59"), ("12/99", "2099-12-31 23:59:59"),
      ("04/00", "2000-04-30 23:59:59"),
    ])
  func reads(_ text: String, _ end: String) {
    #expect(CardExpiry.end(of: text)?.description == end)
  }

  @Test(
    "is none",
    arguments: ["", "1/17", "00/17", "13/17", "01-17", "01/2017", "0a/17", " 1/17", "01/17 ", "01/1a", "01/a7"])
  func refuses(_ text: String) {
    #expect(CardExpiry.end(of: text) == nil)
  }
}
