import Testing
import Time

@Suite("Timestamp")
struct TimestampTests {
  @Test(
    "reads a moment and writes it in UTC",
    arguments: [
      ("2017-03-03 12:00:00", "2017-03-03 12:00:00"),
      ("2017-03-03T12:00:00Z", "2017-03-03 12:00:00"),
      ("2016-03-11T10:14:00.190Z", "2016-03-11 10:14:00"),
      ("2017-01-01T00:30:00+01:00", "2016-12-31 23:30:00"),
      ("2016-12-31T20:00:00-05:30", "2017-01-01 01:30:00"),
      ("2016-02-29 23:59:59", "2016-02-29 23:59:59"),
      ("1969-12-31 23:59:59", "1969-12-31 23:59:59"),
      ("0001-01-01 00:00:00", "0001-01-01 00:00:00"),
      ("9999-12-31 23:59:59", "9999-12-31 23:59:59"),
    ])
  func reads(_ text: String, _ written: String) throws {
    let timestamp = try #require(Timestamp(text))
    #expect(timestamp.description == written)
    #expect(timestamp.withDescription { String(decoding: $0, as: UTF8.self) } == written)
  }

  @Test(
    "refuses an invalid moment",
    arguments: [
      "", "yesterday", "2017-03-03", "2017-02-29 00:00:00", "2017-13-01 00:00:00", "2017-00-10 00:00:00",
      "2017-03-32 00:00:00", "2017-03-03 24:00:00", "2017-03-03 00:60:00", "2017-03-03 00:00:60", "2017-3-3 1:2:3",
      "2017-03-03 12:00:00 ", "2017-03-03 12:00:00.Z", "2017-03-03 12:00:00+1", "٢٠١٧-03-03 12:00:00",
      "0000-01-01 00:00:00",
    ])
  func refuses(_ text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test("stays expressible however far it is moved")
  func staysExpressible() {
    let moment = Timestamp(seconds: 0)
    #expect(moment.advanced(by: .max).description == "9999-12-31 23:59:59")
    #expect(moment.advanced(by: .min).description == "0001-01-01 00:00:00")
    #expect(Timestamp(seconds: .max).advanced(by: .max) == Timestamp(seconds: .max))
  }
}
