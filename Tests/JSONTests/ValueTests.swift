import JSON
import Testing

@Suite("Value")
struct ValueTests {
  let root: JSONValue

  init() throws {
    let text = #"""
      {"jsonrpc": "2.0", "id": 5.0,
       "params": {"name": "a\u00e9\n", "ids": [1, [2], 30], "on": false, "off": true, "none": null, "": "empty"}}
      """#
    root = try Document(parsing: Array(text.utf8)).root
  }

  @Test("gives members by key and elements by index, nil beyond them")
  func reaches() {
    #expect(root["params"]?["ids"]?[2]?.integer == 30)
    #expect(root["params"]?["ids"]?[1]?[0]?.integer == 2)
    #expect(root["params"]?["ids"]?[3] == nil)
    #expect(root["params"]?["ids"]?[-1] == nil)
    #expect(root["params"]?["id"] == nil)
    #expect(root["params"]?[0] == nil)
    #expect(root["id"]?["id"] == nil)
    #expect(root["params"]?[""]?.string == "empty")
  }

  @Test("knows its keys, however they are written, in their order and no others")
  func knowsKeys() throws {
    let members = try #require(Document(parsing: Array(#"{"a": {"x": 1}, "\u00e9": [2, 3]}"#.utf8)).root.members)
    #expect(members.haveKeys(["a", "é"].map { Array($0.utf8) }))
    for others in [[], ["a"], ["é", "a"], ["a", "e"], ["a", "é", "x"], ["a", "x"]] {
      #expect(!members.haveKeys(others.map { Array($0.utf8) }))
    }
  }

  @Test("gives members and elements in order")
  func iterates() {
    #expect(root.members?.map(\.key) == ["jsonrpc", "id", "params"])
    #expect(root["params"]?.members?.map(\.value.kind) == [.string, .array, .bool, .bool, .null, .string])
    #expect(root["params"]?["ids"]?.array?.map(\.kind) == [.number, .array, .number])
    #expect(root["params"]?["ids"]?.elements?.count == 3)
    #expect(root.elements == nil)
    #expect(root["id"]?.members == nil)
    #expect(root.count == 3)
    #expect(root["id"]?.count == 0)
  }

  @Test("is what it is and nothing else")
  func isTyped() {
    let params = root["params"]
    #expect(params?["on"]?.bool == false)
    #expect(params?["off"]?.bool == true)
    #expect(params?["none"]?.isNull == true)
    #expect(params?["none"]?.bool == nil)
    #expect(params?["on"]?.isNull == false)
    #expect(params?["name"]?.string == "aé\n")
    #expect(params?["name"]?.number == nil)
    #expect(root["id"]?.string == nil)
    #expect(root["jsonrpc"]?.integer == nil)
    #expect(root["jsonrpc"]?.numberText == nil)
    #expect(root["id"]?.numberText == "5.0")
  }

  @Test("knows its source and its place")
  func knowsSource() {
    #expect(root["id"]?.rawText == "5.0")
    #expect(root["params"]?["name"]?.rawText == #""a\u00e9\n""#)
    #expect(root["params"]?["ids"]?.rawText == "[1, [2], 30]")
    #expect(root["id"]?.position == Position(line: 1, column: 26))
    #expect(root["params"]?["name"]?.position == Position(line: 2, column: 21))
    #expect(root["params"]?["name"]?.description == #""a\u00e9\n""#)
    #expect(root.description == #"{"jsonrpc": "2.0", "id": 5.0,"# + "\n" + #" "params": {"name": "a\u00e9\n…"#)
  }

  @Test("compares strings by their code points")
  func comparesStrings() throws {
    let values = try #require(Document(parsing: Array(#"["caf\u00e9", "call", "e\u0301", 1]"#.utf8)).root.array)
    #expect(values[0].stringEquals("café"))
    #expect(values[0].stringEquals("café" as String))
    #expect(!values[0].stringEquals("cafe"))
    #expect(values[1].stringEquals("call"))
    #expect(!values[1].stringEquals("cal"))
    #expect(!values[2].stringEquals("é"))
    #expect(!values[3].stringEquals("1"))
  }

  @Test(
    "gives whole numbers that fit, however they are written",
    arguments: [
      ("0", 0), ("-0", 0), ("5.0", 5), ("1e2", 100), ("1200E-2", 12), ("9223372036854775807", Int.max),
      ("-9223372036854775808", Int.min), ("9223372036854775808", nil), ("0.5", nil), ("1e400", nil), ("1e-1", nil),
      ("0e999999999999999999999", 0),
    ] as [(String, Int?)])
  func readsIntegers(text: String, integer: Int?) throws {
    #expect(try Document(parsing: Array(text.utf8)).root.integer == integer)
  }

  @Test(
    "gives exact numbers, nil beyond 38 digits",
    arguments: [
      ("1.50", "1.5"), ("-0.00", "0"), ("1e-8", "0.00000001"), ("1.5E3", "1500"), ("0.1e1", "1"),
      ("1e37", "1" + zeros(37)),
      ("1e38", nil), ("1e-38", "0." + zeros(37) + "1"), ("1e-39", nil),
      ("1.000000000000000000000000000000000000000000000", "1"),
      ("1e-999999999999999999999", nil), ("-12.340e+1", "-123.4"),
    ] as [(String, String?)])
  func readsNumbers(text: String, number: String?) throws {
    #expect(try Document(parsing: Array(text.utf8)).root.number?.description == number)
  }
}

private func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
