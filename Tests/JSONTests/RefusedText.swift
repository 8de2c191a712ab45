import Testing

/// Bytes that are no JSON text, and the whole message that says so.
struct RefusedText: Sendable, CustomTestStringConvertible {
  let bytes: [UInt8]
  let message: String

  init(_ text: String, _ message: String) {
    self.init(Array(text.utf8), message)
  }

  init(_ bytes: [UInt8], _ message: String) {
    self.bytes = bytes
    self.message = message
  }

  var testDescription: String { String(decoding: bytes, as: UTF8.self).debugDescription }

  static let structure: [RefusedText] = [
    .init("", "line 1, column 1: expected a value, found the end of the text"),
    .init(" \n ", "line 2, column 2: expected a value, found the end of the text"),
    .init("[1,]", "line 1, column 4: expected a value, found ']'"),
    .init("[1 2]", "line 1, column 4: expected ',' or ']', found '2'"),
    .init("[1", "line 1, column 3: expected ',' or ']', found the end of the text"),
    .init("[,1]", "line 1, column 2: expected a value, found ','"),
    .init("{\n  \"a\": 1,\n}", "line 3, column 1: expected a key, found '}'"),
    .init("{,}", "line 1, column 2: expected a key or '}', found ','"),
    .init("{a:1}", "line 1, column 2: expected a key or '}', found 'a'"),
    .init("{'a':1}", "line 1, column 2: expected a key or '}', found '''"),
    .init("{\"a\" 1}", "line 1, column 6: expected ':', found '1'"),
    .init("{\"a\":}", "line 1, column 6: expected a value, found '}'"),
    .init("{\"a\":1;}", "line 1, column 7: expected ',' or '}', found ';'"),
    .init("{\"a\":1", "line 1, column 7: expected ',' or '}', found the end of the text"),
    .init("{\"é\":1]", "line 1, column 7: expected ',' or '}', found ']'"),
    .init("{} {}", "line 1, column 4: expected the end of the text, found '{'"),
    .init("1\0", "line 1, column 2: expected the end of the text, found U+0000"),
    .init("// a\n1", "line 1, column 1: expected a value, found '/'"),
    .init("[1/* a */]", "line 1, column 3: expected ',' or ']', found '/'"),
    .init("nul", "line 1, column 1: expected a value, found 'n'"),
    .init("True", "line 1, column 1: expected a value, found 'T'"),
    .init("nulll", "line 1, column 5: expected the end of the text, found 'l'"),
    .init("\u{a0}1", "line 1, column 1: expected a value, found '\u{a0}'"),
    .init("\u{feff}1", "line 1, column 1: expected a value, found a byte order mark, which JSON doesn't have"),
    .init("[\u{feff}1]", "line 1, column 2: expected a value, found U+FEFF"),
    .init(#"{"a":1,"b":2,"a":3}"#, "line 1, column 14: expected each key once, found \"a\" again"),
    .init(#"{"a":1,"\u0061":3}"#, "line 1, column 8: expected each key once, found \"a\" again"),
    .init(#"[{"\n":1,"\u000A":3}]"#, "line 1, column 10: expected each key once, found \"\n\" again"),
  ]

  static let numbers: [RefusedText] = [
    .init("01", "line 1, column 2: expected no digit after a leading 0, found '1'"),
    .init("-01", "line 1, column 3: expected no digit after a leading 0, found '1'"),
    .init("+1", "line 1, column 1: expected a value, found '+'"),
    .init(".5", "line 1, column 1: expected a value, found '.'"),
    .init("1.", "line 1, column 3: expected a digit, found the end of the text"),
    .init("1.e5", "line 1, column 3: expected a digit, found 'e'"),
    .init("-", "line 1, column 2: expected a digit, found the end of the text"),
    .init("1e", "line 1, column 3: expected a digit, found the end of the text"),
    .init("1e+", "line 1, column 4: expected a digit, found the end of the text"),
    .init("[0x1F]", "line 1, column 3: expected ',' or ']', found 'x'"),
    .init("NaN", "line 1, column 1: expected a value, found 'N'"),
    .init("-Infinity", "line 1, column 2: expected a digit, found 'I'"),
    .init("1_000", "line 1, column 2: expected the end of the text, found '_'"),
    .init("١", "line 1, column 1: expected a value, found '١'"),
  ]

  static let strings: [RefusedText] = [
    .init("\"abc", "line 1, column 5: expected '\"', found the end of the text"),
    .init("\"", "line 1, column 2: expected '\"', found the end of the text"),
    .init("\"a\nb\"", #"line 1, column 3: expected \u000a, found that control character unescaped"#),
    .init("\"\0\"", #"line 1, column 2: expected \u0000, found that control character unescaped"#),
    .init("\"1234567\u{1f}\"", #"line 1, column 9: expected \u001f, found that control character unescaped"#),
    .init(#""\x41""#, #"line 1, column 3: expected one of " \ / b f n r t u after '\', found 'x'"#),
    .init(#""\"#, #"line 1, column 3: expected one of " \ / b f n r t u after '\', found the end of the text"#),
    .init(#""\u12G4""#, #"line 1, column 6: expected four hexadecimal digits after \u, found 'G'"#),
    .init(#""\u12"#, #"line 1, column 6: expected four hexadecimal digits after \u, found the end of the text"#),
    .init(#""a\ud83d""#, #"line 1, column 3: expected a surrogate pair, found \ud83d alone"#),
    .init(#""\ud83dx""#, #"line 1, column 2: expected a surrogate pair, found \ud83d alone"#),
    .init(#""\ud83d\n""#, #"line 1, column 2: expected a surrogate pair, found \ud83d alone"#),
    .init(#""\ud83d\u0041""#, #"line 1, column 2: expected a surrogate pair, found \ud83d alone"#),
    .init(#""\ud83d\ud83d""#, #"line 1, column 2: expected a surrogate pair, found \ud83d alone"#),
    .init(#""\uDE00\ud83d""#, #"line 1, column 2: expected a surrogate pair, found \ude00 alone"#),
  ]

  /// What RFC 3629, section 4, leaves out, each between quotes.
  static let encodings: [RefusedText] = [
    [0x80], [0xbf], [0xc0, 0x80], [0xc1, 0xbf], [0xc2], [0xc2, 0x41], [0xe0, 0x9f, 0xbf], [0xe0, 0xa0],
    [0xe2, 0x82, 0x41],
    [0xed, 0xa0, 0x80], [0xed, 0xbf, 0xbf], [0xf0, 0x8f, 0xbf, 0xbf], [0xf4, 0x90, 0x80, 0x80],
    [0xf5, 0x80, 0x80, 0x80],
    [0xf0, 0x9f, 0x98], [0xfe], [0xff],
  ].map { bytes in
    .init([0x22, 0x61] + bytes + [0x22], "line 1, column 3: expected UTF-8, found bytes that aren't UTF-8")
  }
}
