import Basics
import Images

/// JSON of values at and beyond what a column takes, by the type that `GET …/schema` gives the column.
enum ExtremeValue {
  /// Of every type: what isn't there.
  private static let absent = ["null"]

  static func all(of type: String, choices: [String]) -> [String] {
    let own =
      switch type {
      case "integer": integers
      case "text": texts + choices.map { "\"\($0)\"" }
      case "boolean": ["true", "false"]
      case "amount": amounts
      case "rate": rates
      case "timestamp": moments
      case "password": passwords
      case "image": [picture(150), picture(64)].map { "\"\($0)\"" }
      default: ["0", "\"\""]
      }
    return absent + own
  }

  private static let integers =
    FixtureRow.extremeIDs + [
      "0", "-1", "2", "1.0", "1e3", "2147483647", "-2147483649", "9007199254740993", "1000000000000000",
      "9223372036854775807", "-9223372036854775808", "9223372036854775808",
    ]

  private static let texts =
    [
      // Empty, blank, controls, markup, quotes, beyond the first plane, noncharacters, both ways to write one letter.
      #""""#, #"" ""#, #""\u0000""#, #""a\u0000b""#, #""\u0001\u001f\u007f\u0085""#, #""\r\n\t""#, #""<b>&amp;</b>""#,
      #""'; --\"\\/""#, #""☃\u2028\u2029""#, #""\udbff\udfff""#, #""\uffff\ufffe\ufeff""#, #""e\u0301""#, #""é""#,
      // What looks like a value of another type, or like a moment's object.
      #""null""#, #""007""#, #""1e3""#, #""{\"days\":1}""#,
      // What columns with a form of their own take.
      #""ZZ""#, #""+0""#, #""00000000""#, #""0000 **** **** 0000""#,
    ] + ["\"\(String(repeating: "x", count: 70_000))\"", "\"\(String(repeating: "\u{10FFFF}", count: 10_000))\""]

  private static let amounts = [
    "0", "-0", "1", "0.00000001", "-0.00000001", "0.000000001", "1e-8", "1.50", "\"1.50\"", "1e2",
    "92233720368.54775807",
    "\"92233720368.54775807\"", "92233720368.54775808", "-92233720368.54775808", "-92233720368.54775809",
  ]

  private static let rates = [
    "0", "1", "-1", "1.50", "\"1.50\"", "1e-8", "1e8", "0.00000000000000000000000000000000000001", "1e-38", "1e-39",
    "99999999999999999999999999999999999999", "9999999999999999999.9999999999999999999", "1e37", "1e38",
  ]

  private static let moments =
    [
      "0000-12-31 23:59:59", "0001-01-01 00:00:00", "1582-10-10 00:00:00", "1969-12-31 23:59:59",
      "2016-02-29T23:59:59Z",
      "2017-02-29 00:00:00", "2017-03-03T12:00:00.999999+14:00", "2016-12-31 23:59:60", "9999-12-31 23:59:59",
      "9999-12-31T23:59:59-00:01",
    ].map { "\"\($0)\"" } + [
      #"{"days":0}"#, #"{"days":-1,"at":"23:59:59"}"#, #"{"days":-9223372036854775808}"#,
      #"{"days":9223372036854775807}"#,
    ]

  private static let passwords = [
    #""""#, #"" ""#, #""☃\u0000""#, "\"\(FixtureRow.hash)\"", "\"\(String(repeating: "x", count: 70_000))\"",
  ]

  /// A picture in Base64.
  static func picture(_ side: Int) -> String {
    do {
      return Base64.encode(try Avatar(seed: 4_711, initials: "Q").png(side: side))
    } catch {
      preconditionFailure("no picture of \(side) pixels: \(error)")
    }
  }
}
