import JSON
import Testing

@testable import JSONRPC

@Suite("Schema.mismatch")
struct SchemaMismatchTests {
  private static func property(
    _ name: String, _ schema: JSONSchema, documentedAs documentedName: String? = nil, isOptional: Bool = false
  ) -> JSONSchema.Property {
    JSONSchema.Property(name: name, documentedAs: documentedName, meaning: "", schema: schema, isOptional: isOptional)
  }

  private static let person = JSONSchema.object([
    property("id", .integer), property("docs", .list(of: .string), documentedAs: "docs:"),
    property("nick", .string, isOptional: true), property("mail", .orFalse(.string)),
  ])

  @Test(
    "finds nothing wrong with what is declared",
    arguments: [
      (JSONSchema.string, #""x""#), (.integer, "5"), (.number, "0.001"), (.boolean, "true"),
      (.stringOrNumber, "5"), (.stringOrNumber, #""5""#), (.choice(["a", "b"]), #""b""#), (.list(of: .integer), "[]"),
      (.list(of: .integer), "[1,2]"), (.map(of: .number), #"{"2017-02-24":0}"#), (.orFalse(.integer), "false"),
      (.orFalse(.integer), "7"), (person, #"{"id":1,"docs:":["a"],"nick":"b","mail":false}"#),
      (person, #"{"id":1,"docs:":[],"mail":"c"}"#),
      (.text(maxBytes: 2), #""ab""#), (.null, "null"), (.any, "[{}]"), (.any, "null"),
      (.wholeNumber(in: 2...4), "2"), (.wholeNumber(in: 2...4), "4"),
      (.anyOf([.integer, .string]), "5"), (.anyOf([.integer, .string]), #""5""#),
      (.orNull(.boolean), "null"), (.orNull(.boolean), "true"),
    ])
  func matches(_ schema: JSONSchema, _ text: String) throws {
    #expect(schema.mismatch(try Document(parsing: Array(text.utf8)).root, in: .documented) == nil)
  }

  @Test(
    "says where and how it is something else",
    arguments: [
      (JSONSchema.string, "5", "$ is 5, not a string"), (.integer, "0.5", "$ is 0.5, not a number"),
      (.number, #""5""#, #"$ is "5", not a number"#), (.boolean, "0", "$ is 0, not true or false"),
      (.string, "null", "$ is null, not a string"), (.choice(["a", "b"]), #""c""#, #"$ is "c", not one of a, b"#),
      (.list(of: .integer), "{}", "$ is {}, not a list"),
      (.list(of: .integer), #"[1,"x"]"#, #"$[1] is "x", not a number"#),
      (.map(of: .number), #"{"k":false}"#, "$.k is false, not a number"),
      (.orFalse(.integer), "true", "$ is true, not a number"),
      (.null, "false", "$ is false, not null"), (.text(maxBytes: 2), "5", "$ is 5, not a string"),
      (.wholeNumber(in: 2...4), "1", "$ is 1, not a whole number from 2 to 4"),
      (.wholeNumber(in: 2...4), "5", "$ is 5, not a whole number from 2 to 4"),
      (.anyOf([.integer, .string]), "true", "$ is true, not a string"),
      (.orNull(.boolean), "0", "$ is 0, not null"),
      (.map(of: .integer), "[]", "$ is [], not an object"),
      (person, "[]", "$ is [], not an object"),
      (person, #"{"id":1,"docs":[],"mail":false}"#, "$.docs is not declared there"),
      (person, #"{"docs:":[],"id":1,"mail":false}"#, "$.docs: is not declared there"),
      (person, #"{"id":1,"docs:":[1],"mail":false}"#, "$.docs:[0] is 1, not a string"),
      (person, #"{"id":1,"docs:":[]}"#, "$.mail is missing"),
      (person, #"{"id":1,"docs:":[],"mail":false,"nick":"b"}"#, "$.nick is not declared there"),
    ])
  func mismatches(_ schema: JSONSchema, _ text: String, _ mismatch: String) throws {
    #expect(schema.mismatch(try Document(parsing: Array(text.utf8)).root, in: .documented) == mismatch)
  }

  @Test("knows the keys of either dialect")
  func dialects() throws {
    let value = try Document(parsing: Array(#"{"id":1,"docs":[],"mail":false}"#.utf8)).root
    #expect(Self.person.mismatch(value, in: .jsonrpc) == nil)
    #expect(Self.person.mismatch(value, in: .documented) != nil)
  }
}
