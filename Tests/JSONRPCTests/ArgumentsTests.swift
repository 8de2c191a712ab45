import Basics
import JSON
import Testing

@testable import JSONRPC

@Suite("Arguments")
struct ArgumentsTests {
  private static let limit = Parameter("limit", .optional(.count), "Limit")
  private static let later = Parameter("later", .optional(.count), "Later").since(.june2017)

  private func arguments(
    _ json: String, strict: Bool = false, revision: Revision = .first
  ) throws -> Arguments {
    let object = try Document(parsing: Array(json.utf8)).root
    return Arguments(
      Params(object: object), for: [Self.limit, Self.later], isStrict: strict, revision: revision)
  }

  @Test(
    "have what the call brings, even where it is empty; false is nothing where the server isn't strict",
    arguments: [
      ("{}", false, false), (#"{"limit":null}"#, false, false), (#"{"limit":false}"#, false, true),
      (#"{"limit":""}"#, true, true), (#"{"limit":0}"#, true, true), (#"{"limit":"x"}"#, true, true),
      (#"{"limit":true}"#, true, true), (#"{"limit":[]}"#, true, true),
    ])
  func has(_ json: String, _ lenient: Bool, _ strict: Bool) throws {
    #expect(try arguments(json).has(Self.limit) == lenient)
    #expect(try arguments(json, strict: true).has(Self.limit) == strict)
  }

  @Test("give what is accepted, and nothing in place of what is refused")
  func accepted() throws {
    #expect(try arguments(#"{"limit":5}"#).accepted(Self.limit) == .some(.some(5)))
    #expect(try arguments("{}").accepted(Self.limit) == .some(nil))
    #expect(try arguments(#"{"limit":"x"}"#).accepted(Self.limit) == nil)
    #expect(try arguments(#"{"limit":"5"}"#, strict: true).accepted(Self.limit) == nil)
  }

  @Test("are checked in the order of the endpoint's parameters, then what a strict server doesn't know")
  func errors() throws {
    let json = #"{"colour":1,"later":"y","limit":"x"}"#
    #expect(try arguments(json).errors.map(\.field) == ["limit"])
    #expect(try arguments(json, revision: .june2017).errors.map(\.field) == ["limit", "later"])
    #expect(try arguments(json, strict: true).errors.map(\.field) == ["limit", "colour", "later"])
    #expect(try arguments(json, strict: true, revision: .june2017).errors.map(\.field) == ["limit", "later", "colour"])
  }

  @Test("have none of another revision's parameters")
  func revisions() throws {
    #expect(try arguments(#"{"later":5}"#)[Self.later] == nil)
    #expect(try arguments(#"{"later":5}"#, revision: .june2017)[Self.later] == 5)
  }

  @Test(
    "are named in a sentence by their words",
    arguments: [
      ("limit", "Limit should be specified"), ("confirm_password", "Confirm password should be specified"),
      ("uuid", "Uuid should be specified"), ("_a__b_", "A b should be specified"),
    ])
  func labels(_ name: String, _ message: String) {
    #expect(ArgumentError(.missing, of: name) == ArgumentError(field: name, message: message))
  }

  @Test("are all in a refusal, the first one first")
  func refusals() {
    let errors = ["a", "b", "c"].map { ArgumentError(field: $0, message: "") }
    #expect(Refusal(errors)?.first == errors[0])
    #expect(Refusal(errors)?.errors == errors)
    #expect(Refusal([]) == nil)
  }

  @Test(
    "come in an envelope, which may be in an array of its own",
    arguments: [
      (#"{"result":1}"#, #"{"result":1}"#), (#"[{"result":1}]"#, #"{"result":1}"#), ("[1,2]", "[1,2]"), ("[]", "[]"),
      ("5", "5"),
    ])
  func envelopes(_ text: String, _ envelope: String) throws {
    #expect(try Document(parsing: Array(text.utf8)).root.envelope.rawText == envelope)
  }
}
