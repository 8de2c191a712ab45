import Testing

@testable import Instrumentation

@Suite("A property as it is written")
struct WrittenPropertyTests {
  /// An answer, and whether it fills the property `id`.
  static let answers: [(json: String, isFilled: Bool)] = [
    (#"{"id":1}"#, true), (#"{"id":"x"}"#, true), (#"{"id":[0]}"#, true), (#"{"id":true}"#, true), (#"{"id":0}"#, true),
    (#"{"id":null}"#, false), (#"{"id":false}"#, false), (#"{"id":""}"#, false), (#"{"id":[]}"#, false),
    (#"{"id":{}}"#, false), ("{}", false), ("", false), (#""id""#, false), (#"{"uid":5,"ids":5,"id ":5}"#, false),
    (#"[{"id":null},{"id":false},{"id":"last"}]"#, true), (#"[{"a":"id","b":":"}]"#, false),
    (#"[{"id":null,"id:":3}]"#, false),
  ]

  @Test("is filled where a value other than empty follows it", arguments: answers)
  func isFilled(_ answer: (json: String, isFilled: Bool)) {
    #expect(WrittenProperty("id", isBoolean: false).isFilled(in: Array(answer.json.utf8)) == answer.isFilled)
  }

  @Test("is found at every distance from the text's start")
  func everywhere() {
    for name in ["a", "id", "create_date"] {
      for distance in 0..<40 {
        let text = Array((String(repeating: "e", count: distance) + #""\#(name)":5"#).utf8)
        #expect(WrittenProperty(name, isBoolean: false).isFilled(in: text), "\(name) after \(distance) bytes")
        #expect(
          !WrittenProperty(name, isBoolean: false).isFilled(in: Array(text.dropLast(2))), "\(name) without a colon")
      }
    }
  }

  @Test("that is true or false says something with false, too")
  func booleans() {
    #expect(WrittenProperty("id", isBoolean: true).isFilled(in: Array(#"{"id":false}"#.utf8)))
    #expect(!WrittenProperty("id", isBoolean: true).isFilled(in: Array(#"{"id":null}"#.utf8)))
  }
}
