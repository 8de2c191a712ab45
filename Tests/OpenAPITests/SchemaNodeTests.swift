import Basics
import JSON
import JSONRPC
import Testing

@testable import OpenAPI

@Suite("DocumentNode.schema")
struct SchemaNodeTests {
  @Test(
    "says types in the words of JSON Schema",
    arguments: [
      (JSONSchema.string, #"{"type":"string"}"#), (.integer, #"{"type":"integer"}"#), (.number, #"{"type":"number"}"#),
      (.boolean, #"{"type":"boolean"}"#), (.stringOrNumber, #"{"type":["string","number"]}"#),
      (.choice(["a", "b"]), #"{"type":"string","enum":["a","b"]}"#),
      (.list(of: .integer), #"{"type":"array","items":{"type":"integer"}}"#),
      (.map(of: .string), #"{"type":"object","additionalProperties":{"type":"string"}}"#),
      (.orFalse(.string), #"{"oneOf":[{"type":"string"},{"type":"boolean","const":false}]}"#),
      (.text(maxBytes: 9), #"{"type":"string","maxLength":9}"#),
      (.orFalse(.boolean), #"{"type":"boolean"}"#),
      (
        .object([
          .init(name: "docs", documentedAs: "docs:", meaning: "Documents", schema: .integer, isOptional: false),
          .init(name: "more", meaning: "More", schema: .string, isOptional: true),
        ]),
        #"{"type":"object","properties":{"docs:":{"type":"integer","description":"Documents"},"more":{"type":"string","description":"More"}},"required":["docs:"],"additionalProperties":false}"#
      ),
    ])
  func schemas(_ schema: JSONSchema, _ text: String) {
    #expect(Self.text(.schema(schema, in: .documented)) == text)
  }

  static func text(_ node: DocumentNode) -> String {
    var writer = Writer(ByteBuffer(), encoding: .utf8)
    node.write(to: &writer)
    return writer.finish().string
  }
}
