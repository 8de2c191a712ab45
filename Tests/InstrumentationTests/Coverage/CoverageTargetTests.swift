import JSON
import JSONRPC
import Testing

@testable import Instrumentation

@Suite("CoverageTarget")
struct CoverageTargetTests {
  private enum Kind: String, CaseIterable { case buy, sell }

  private static let name = Parameter("name", .text(), "Name", refusedAs: "title")
  private static let kind = Parameter("type", .optional(.choice(of: Kind.self)), "Kind")
  private static let isQuick = Parameter("quick", .optional(.boolean), "Quick")
  private static let code = Parameter("code", .optional(.text()), "Code")
  private static let account = Parameter("account", .text(), "Account")

  private struct Row: Sendable {
    let id: Int
    let text: String?
    let flag: Bool
  }

  /// An endpoint with something of everything that is counted.
  private static let target = CoverageTarget(
    Endpoint<NoScope>(
      "/of/{account}", summary: "Test", access: .session, parameters: [name, kind, isQuick, code],
      pathParameters: [account], secondStep: code,
      answer: .list(of: [
        Field<Row>("id", documentedAs: "id:", "") { $0.id }, Field("text", "") { $0.text },
        Field("flag", "", since: .june2017) { $0.flag },
      ]), envelope: .none
    ) { _, _ in [] }, chapter: "Tests")

  private static func text(_ item: CoverageItem) -> String {
    item.name.isEmpty ? item.kind.rawValue : "\(item.kind.rawValue) \(item.name)"
  }

  @Test("has an item for all that can be exercised of an endpoint")
  func items() {
    #expect(
      Self.target.items.map(Self.text) == [
        "accepted", "given name", "missing name", "refused name", "given type", "omitted type", "value type=buy",
        "value type=sell", "refused type", "given quick", "omitted quick", "refused quick", "given code",
        "omitted code",
        "refused code", "step first", "step second", "refused account", "session missing", "session expired",
        "field [].id", "field [].text", "field [].flag", "fault",
      ])
    let later = Self.target.items.filter { !$0.revisions.contains(.april2017) }
    #expect(later.map(Self.text) == ["field [].flag"])
  }

  @Test("has no session to miss in an endpoint that is for everyone")
  func open() {
    let target = CoverageTarget(
      Endpoint<NoScope>("/a", summary: "", access: .everyone, parameters: [], answer: .success, envelope: .object) {
        _, _ in
      }, chapter: "")
    #expect(target.items.map(Self.text) == ["accepted", "field status", "fault"])
  }

  /// A call, how it ended, and what it exercises.
  struct Call: Sendable, CustomTestStringConvertible {
    let params: String
    let failure: CallFailure?
    let result: String?
    let seen: [String]

    init(_ params: String, _ failure: CallFailure? = nil, result: String? = nil, seen: [String]) {
      self.params = params
      self.failure = failure
      self.result = result
      self.seen = seen
    }

    var testDescription: String { "\(params) \(failure.map { "\($0)" } ?? "accepted") \(result ?? "")" }
  }

  private static let omitted = ["omitted type", "omitted quick", "omitted code"]

  static let calls = [
    Call(#"{"name":"a"}"#, seen: ["accepted", "given name"] + omitted + ["step first"]),
    Call(
      #"{"name":"a","type":"sell","quick":false,"code":"1"}"#,
      seen: ["accepted", "given name", "given type", "value type=sell", "given quick", "given code", "step second"]),
    // Empty and null leave an argument out, and false leaves out what is no boolean.
    Call(
      #"{"name":"a","type":"","quick":null,"code":false}"#, seen: ["accepted", "given name"] + omitted + ["step first"]),
    Call(#"{"name":"a"}"#, .sessionMissing, seen: ["session missing"]),
    Call(#"{"name":"a"}"#, .sessionExpired, seen: ["session expired"]),
    Call(#"{"name":"a"}"#, .other, seen: []),
    // A refusal names the field, not the parameter; a second step is one only where it is accepted.
    Call(
      #"{"code":"1"}"#, .refused([ArgumentError(field: "title", message: "")]),
      seen: ["missing name", "omitted type", "omitted quick", "given code"]),
    Call(
      #"{"name":5,"type":"buy"}"#,
      .refused([ArgumentError(field: "title", message: ""), ArgumentError(field: "type", message: "")]),
      seen: [
        "given name", "refused name", "given type", "value type=buy", "refused type", "omitted quick", "omitted code",
      ]),
    // What isn't required can't be missing, nor what is in the path.
    Call(
      #"{"name":"a"}"#,
      .refused([ArgumentError(field: "code", message: ""), ArgumentError(field: "account", message: "")]),
      seen: ["given name", "omitted type", "omitted quick", "omitted code", "refused code", "refused account"]),
    Call(#"{"name":"a"}"#, .refused([ArgumentError(field: "other", message: "")]), seen: ["given name"] + omitted),
    Call(
      #"{"name":"a"}"#, result: #"[{"id:":0,"text":"x"},{"id:":1,"text":false,"flag":false}]"#,
      seen: ["accepted", "given name"] + omitted + ["step first", "field [].id", "field [].text", "field [].flag"]),
    Call(
      #"{"name":"a"}"#, result: #"[{"id":null,"text":""},{"id":[],"text":{},"more":5}]"#,
      seen: ["accepted", "given name"] + omitted + ["step first"]),
    Call(#"{"name":"a"}"#, result: "[]", seen: ["accepted", "given name"] + omitted + ["step first"]),
    Call(
      #"{"name":"a"}"#, result: #"{"b":{"id":1},"c":{"text":"x"}}"#,
      seen: ["accepted", "given name"] + omitted + ["step first", "field [].id", "field [].text"]),
  ]

  @Test("marks what a call exercises", arguments: calls)
  func marks(_ call: Call) throws {
    func json(_ text: String) throws -> JSONValue { try Document(parsing: Array(text.utf8)).root }
    var seen = CoverageSet()
    Self.target.mark(
      Params(object: try json(call.params)), call.failure, result: try call.result.map(json), in: &seen)
    let marked = Self.target.items.indices.filter(seen.contains).map { Self.text(Self.target.items[$0]) }
    #expect(Set(marked) == Set(call.seen))
  }

  @Test("marks the listed refusal that a call met, if its message is listed")
  func refusals() throws {
    let listed = [Self.name.refusal("No {name} there"), Self.name.refusal("None there")]
    let target = CoverageTarget(
      Endpoint<NoScope>(
        "/refuses", summary: "Test", access: .everyone, parameters: [Self.name], answer: .success, envelope: .none,
        refusals: listed
      ) { _, _ in }, chapter: "Tests")
    let params = Params(object: try Document(parsing: Array(#"{"name":"x"}"#.utf8)).root)
    for (message, seen) in [
      ("No x there", ["No {name} there"]), ("None there", ["None there"]), ("Too long", []),
    ] {
      var marked = CoverageSet()
      target.mark(
        params, .refused([ArgumentError(field: "title", message: message)]), result: nil, in: &marked)
      let names = target.items.indices.filter { marked.contains($0) && target.items[$0].kind == .refusedWith }
        .map { target.items[$0].name }
      #expect(names == seen, "\(message)")
    }
  }

  @Test("marks what is served for a name in its path")
  func images() {
    let image = CoverageTarget(path: "/x/{id}", summary: "Image", chapter: "Tests")
    #expect(image.items.map(Self.text) == ["accepted", "not_found", "fault"])
    for (isFound, item) in [(true, 0), (false, 1)] {
      var seen = CoverageSet()
      image.mark(isFound: isFound, in: &seen)
      #expect(seen == CoverageSet([item]))
      image.markFault(in: &seen)
      #expect(seen == CoverageSet([item, 2]))
    }
  }
}

/// A scope in which nothing is called.
struct NoScope: CallScope {
  func admit(to access: Access) throws {}
  func transaction(_ body: () throws -> Void) throws { try body() }
  func readOnly(_ body: () throws -> Void) throws { try body() }
  func answered() throws {}
  func report(_ error: any Error) -> RPCError { .serverError(reference: "") }
}
