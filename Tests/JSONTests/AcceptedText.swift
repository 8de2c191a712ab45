import Testing

/// A JSON text, and how it is written again: compact, in UTF-8.
struct AcceptedText: Sendable, CustomTestStringConvertible {
  let text: String
  let compact: String

  init(_ text: String, _ compact: String? = nil) {
    self.text = text
    self.compact = compact ?? text
  }

  var testDescription: String { text }

  static let all: [AcceptedText] = [
    .init("null"), .init("true"), .init("false"), .init("0"), .init("-0"), .init("-0.0e-0"), .init("12.50"),
    .init("1E+400"), .init("123456789012345678901234567890123456789012345678901234567890"), .init("\"\""),
    .init("[]"), .init("{}"), .init("[[],{}]"), .init(" \t\r\n[ 1 ,\n2 ] ", "[1,2]"),
    .init("{ \"b\" : 1 , \"a\" : { \"b\" : [ ] } }", #"{"b":1,"a":{"b":[]}}"#),
    .init(#""\"\\\/\b\f\n\r\t""#, #""\"\\/\b\f\n\r\t""#), .init(#""\u0041\u00E9\u20ac\ud83d\uDE00""#, "\"Aé€😀\""),
    .init(#""\u0000\u001f\u007f""#, "\"\\u0000\\u001f\u{7f}\""), .init("\"é€😀\u{10ffff}\u{d7ff}\u{e000}\""),
    .init(#"{"":1,"a":2,"A":3}"#), .init("{\"\u{e9}\":1,\"e\u{301}\":2}"), .init("\"12345678\\n\"", "\"12345678\\n\""),
  ]
}
