import Basics
import JSON
import Testing

@testable import JSONRPC

@Suite("Endpoint")
struct EndpointTests {
  /// A scope that counts what is done in it.
  final class Scope: CallScope {
    var isSignedIn = true
    var isReadOnly = false
    var events: [String] = []

    func admit(to access: Access) throws {
      if access == .session, !isSignedIn { throw RPCError.sessionExpired }
    }

    func transaction(_ body: () throws -> Void) throws {
      events.append("begin")
      do {
        try body()
        events.append("commit")
      } catch {
        events.append("rollback")
        throw error
      }
    }

    func readOnly(_ body: () throws -> Void) throws {
      isReadOnly = true
      defer { isReadOnly = false }
      try body()
    }

    func fails(with error: any Error) { events.append("failed") }

    func answered() { events.append("answered") }

    func report(_ error: any Error) -> RPCError {
      events.append("noted")
      return .serverError(reference: "ref")
    }
  }

  struct Breakage: Error {}

  private static let name = Parameter("name", .text(), "Name", refusedAs: "title")
  private static let limit = Parameter("limit", .optional(.count), "Limit")

  private static let unknown = name.refusal("No {name} there")

  private func endpoint(
    _ envelope: Envelope, _ failure: FailureForm = .rpcError, access: Access = .everyone, effect: Effect = .reads
  ) -> Endpoint<Scope> {
    Endpoint(
      "/test", summary: "Test", access: access, effect: effect, parameters: [Self.name, Self.limit],
      answer: .object([Field("docs", documentedAs: "docs:", "Documents") { (name: String) in name }]),
      envelope: envelope, failure: failure, refusals: [Self.unknown]
    ) { arguments, _ in
      if let refusal = Refusal(arguments.errors) { throw refusal }
      let name = arguments[Self.name]
      if name == "break" { throw Breakage() }
      if name == "refuse" { throw Self.unknown.with(name) }
      if name == "refuse otherwise" { throw Self.name.refusal("None there") }
      return name
    }
  }

  private func answer(
    _ endpoint: Endpoint<Scope>, _ body: String, dialect: Dialect = .documented, strict: Bool = false,
    in scope: Scope = Scope()
  ) throws -> String {
    let body = try BodyReader(isStrict: strict).read(Array(body.utf8), mediaType: "application/json")
    var writer = AnswerWriter(Writer(ByteBuffer(), encoding: .ascii), AnswerFormat(dialect: dialect))
    endpoint.answer(body, in: scope, isStrict: strict, to: &writer)
    return writer.finish().finish().string
  }

  @Test(
    "wraps its result as documented, or plainly where JSON-RPC is asked for",
    arguments: [
      (Envelope.array, #"[{"id":1,"jsonrpc":"2.0","result":{"docs:":"x"}}]"#),
      (.object, #"{"id":1,"jsonrpc":"2.0","result":{"docs:":"x"}}"#),
      (.versionFirst, #"{"jsonrpc":"2.0","id":1,"result":{"docs:":"x"}}"#),
      (.none, #"{"docs:":"x"}"#),
    ])
  func wraps(_ envelope: Envelope, _ documented: String) throws {
    let call = #"{"id":1,"params":{"name":"x"}}"#
    #expect(try answer(endpoint(envelope), call) == documented)
    #expect(
      try answer(endpoint(envelope), call, dialect: .jsonrpc) == #"{"jsonrpc":"2.0","id":1,"result":{"docs":"x"}}"#)
  }

  @Test(
    "gives the id back as it came",
    arguments: ["null", "7", "1.50", #""a\u00e9""#, "12345678901234567890123"])
  func ids(_ id: String) throws {
    let text = try answer(endpoint(.versionFirst), #"{"id":\#(id),"params":{"name":"x"}}"#)
    #expect(text == #"{"jsonrpc":"2.0","id":\#(id),"result":{"docs:":"x"}}"#)
  }

  @Test(
    "refuses in its documented form",
    arguments: [
      (
        FailureForm.rpcError,
        #"{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"Invalid params","data":{"name":"openerp.exceptions.ValidationError","message":"title: Title should be specified","arguments":["title","Title should be specified"],"debug":""}}}"#
      ),
      (
        .message(.object),
        #"{"id":1,"jsonrpc":"2.0","result":{"status":"error","message":"Title should be specified"}}"#
      ),
      (
        .message(.array),
        #"[{"id":1,"jsonrpc":"2.0","result":{"status":"error","message":"Title should be specified"}}]"#
      ),
      (
        .field(.versionFirst),
        #"{"jsonrpc":"2.0","id":1,"result":{"status":"error","field":"title","message":"Title should be specified"}}"#
      ),
      (
        .errors(.array),
        #"[{"id":1,"jsonrpc":"2.0","result":{"status":"error","errors":{"title":{"field":"title","message":"Title should be specified"},"limit":{"field":"limit","message":"Limit should be a number"}}}}]"#
      ),
    ])
  func refuses(_ form: FailureForm, _ text: String) throws {
    #expect(try answer(endpoint(.array, form), #"{"id":1,"params":{"limit":"x"}}"#) == text)
  }

  @Test("calls the handler of an endpoint that collects errors, to add its own, and no other one's")
  func collects() throws {
    func endpoint(_ failure: FailureForm) -> Endpoint<Scope> {
      Endpoint(
        "/test", summary: "Test", access: .everyone, parameters: [Self.limit], answer: .success, envelope: .none,
        failure: failure, refusals: [Self.name.refusal("Taken")]
      ) { arguments, scope in
        scope.events.append("called")
        throw Refusal(Self.name.error("Taken"), arguments.errors)
      }
    }
    let scope = Scope()
    #expect(
      try answer(endpoint(.errors(.none)), #"{"limit":"x"}"#, in: scope)
        == #"{"status":"error","errors":{"title":{"field":"title","message":"Taken"},"limit":{"field":"limit","message":"Limit should be a number"}}}"#
    )
    #expect(
      try answer(endpoint(.field(.none)), #"{"limit":"x"}"#, in: scope)
        == #"{"status":"error","field":"limit","message":"Limit should be a number"}"#)
    #expect(scope.events == ["called", "failed", "answered", "failed", "answered"])
  }

  @Test("answers a batch with plain envelopes, in order, whatever becomes of each call")
  func batch() throws {
    let body = #"[{"id":1,"params":{"name":"x"}},{"id":2,"params":{"name":"refuse"}},{"id":3,"params":{"name":"y"}}]"#
    #expect(
      try answer(endpoint(.none, .message(.array)), body)
        == #"[{"jsonrpc":"2.0","id":1,"result":{"docs:":"x"}},{"jsonrpc":"2.0","id":2,"result":{"status":"error","message":"No refuse there"}},{"jsonrpc":"2.0","id":3,"result":{"docs:":"y"}}]"#
    )
  }

  @Test("runs what writes in a transaction, and takes a refused answer back whole")
  func transactions() throws {
    let scope = Scope()
    _ = try answer(endpoint(.array, effect: .writes), #"{"name":"x"}"#, in: scope)
    let refused = try answer(endpoint(.array, .message(.object), effect: .writes), #"{"name":"refuse"}"#, in: scope)
    #expect(refused == #"{"id":null,"jsonrpc":"2.0","result":{"status":"error","message":"No refuse there"}}"#)
    #expect(scope.events == ["begin", "commit", "answered", "begin", "rollback", "failed", "answered"])
  }

  @Test("keeps what broke to the log, and names its reference")
  func faults() throws {
    let scope = Scope()
    let text = try answer(endpoint(.array), #"{"name":"break"}"#, in: scope)
    #expect(text.contains(#""code":200,"message":"Odoo Server Error""#))
    #expect(text.contains("ref"))
    #expect(!text.contains("Breakage"))
    #expect(scope.events == ["failed", "noted", "answered"])
  }

  @Test(
    "a listed refusal describes what it becomes with something in its braces, and no other",
    arguments: [
      ("There is no user {id}", "There is no user 5", true), ("There is no user {id}", "There is no group 5", false),
      ("{sum} EUR are left", "1.5 EUR are left", true), ("{sum} EUR are left", "1.5 BTC are left", false),
      ("A limit: {sum} EUR", "A limit: EUR", false), ("The card has expired", "The card has expired", true),
      ("The card has expired", "The card has expired now", false),
    ])
  func describes(_ listed: String, _ message: String, _ isIt: Bool) {
    let refusal = Self.name.refusal(listed)
    #expect(refusal.describes(Self.name.error(message)) == isIt)
    #expect(!refusal.describes(Self.limit.error(message)))
  }

  #if DEBUG
  @Test("notes a refusal that its endpoint doesn't list as a fault of its own")
  func unlisted() throws {
    let scope = Scope()
    let text = try answer(endpoint(.object), #"{"name":"refuse otherwise"}"#, in: scope)
    #expect(scope.events.contains("noted") && text.contains(#""code":200"#))
  }

  @Test("treats an answer that its endpoint doesn't declare as an internal error")
  func shape() throws {
    let shape = Shape<String>(schema: .integer) { source, writer in writer.json.string(source) }
    let endpoint = Endpoint<Scope>("/test", summary: "Test", access: .everyone, answer: shape, envelope: .array) {
      _, _ in "no number"
    }
    let scope = Scope()
    #expect(try answer(endpoint, "{}", in: scope).contains(#""code":200"#))
    #expect(scope.events == ["failed", "noted", "answered"])
  }
  #endif

  @Test("asks for a session before it looks at the arguments")
  func sessions() throws {
    let scope = Scope()
    scope.isSignedIn = false
    let text = try answer(endpoint(.none, access: .session), #"{"id":9,"params":{}}"#, in: scope)
    #expect(text.hasPrefix(#"{"jsonrpc":"2.0","id":9,"error":{"code":100,"message":"Odoo Session Expired""#))
  }

  @Test("refuses unknown params and loose calls where it is strict")
  func strict() throws {
    let unknown = #"{"jsonrpc":"2.0","method":"call","params":{"name":"x","colour":1}}"#
    #expect(try answer(endpoint(.none), unknown) == #"{"docs:":"x"}"#)
    #expect(
      try answer(endpoint(.none, .field(.object)), unknown, strict: true)
        == #"{"id":null,"jsonrpc":"2.0","result":{"status":"error","field":"colour","message":"unknown parameter \"colour\""}}"#
    )
    let loose = #"{"id":4,"params":{"name":"x"}}"#
    #expect(try answer(endpoint(.none), "[\(loose)]", strict: true).contains("-32600"))
    let error = #expect(throws: BodyError.self) { try answer(endpoint(.none), loose, strict: true) }
    #expect(error?.status == 400)
    #expect(error?.error.code == -32600)
  }

  private func endpointInPath(_ effect: Effect = .reads) -> Endpoint<Scope> {
    Endpoint(
      "/of/{name}/list", summary: "Test", access: .everyone, effect: effect, parameters: [Self.limit],
      pathParameters: [Self.name], answer: .object([Field("docs", "Documents") { (name: String) in name }]),
      envelope: .none
    ) { arguments, _ in arguments[Self.name] }
  }

  private func answerInPath(_ name: String, _ body: String, strict: Bool = false) throws -> String {
    let body = try BodyReader(isStrict: strict).read(Array(body.utf8), mediaType: "application/json")
    var writer = AnswerWriter(Writer(ByteBuffer(), encoding: .ascii), .documented)
    let path = PathArguments([("name", name)])
    endpointInPath().answer(body, path: path, in: Scope(), isStrict: strict, to: &writer)
    return writer.finish().finish().string
  }

  @Test(
    "reads the arguments of its path by typed keys, before any param of the same name",
    arguments: [
      (#"W_1 "é""#, "{}", #"{"docs":"W_1 \"\u00e9\""}"#),
      ("x", #"{"name":"y"}"#, #"{"docs":"x"}"#),
      (
        "x", #"[{"id":1,"params":{"name":"y"}},{"id":2,"params":{}}]"#,
        #"[{"jsonrpc":"2.0","id":1,"result":{"docs":"x"}},{"jsonrpc":"2.0","id":2,"result":{"docs":"x"}}]"#
      ),
    ])
  func path(_ name: String, _ body: String, _ text: String) throws {
    #expect(try answerInPath(name, body) == text)
  }

  @Test("refuses an empty argument of its path, and where it is strict a param of its name")
  func pathRefusals() throws {
    #expect(try answerInPath("", "{}").contains("title: Title should be specified"))
    let call = #"{"jsonrpc":"2.0","method":"call","params":{"name":"y"}}"#
    #expect(try answerInPath("x", call, strict: true).contains(#"unknown parameter \"name\""#))
  }

  @Test("runs read-only what only reads", arguments: [(Effect.reads, true), (.writes, false), (.writesInSteps, false)])
  func readOnly(_ effect: Effect, _ isReadOnly: Bool) throws {
    let endpoint = Endpoint<Scope>(
      "/test", summary: "Test", access: .everyone, effect: effect,
      answer: .object([Field("is_read_only", "") { (isReadOnly: Bool) in isReadOnly }]), envelope: .none
    ) { _, scope in scope.isReadOnly }
    #expect(try answer(endpoint, "{}") == #"{"is_read_only":\#(isReadOnly)}"#)
  }

  #if DEBUG
  @Test("stops where it reads a parameter that it doesn't declare")
  func undeclared() async {
    await #expect(processExitsWith: .failure) {
      let limit = Parameter("limit", .optional(.count), "Limit")
      let endpoint = Endpoint<Scope>("/test", summary: "Test", access: .everyone, answer: .success, envelope: .none) {
        arguments, _ in
        _ = arguments[limit]
      }
      var writer = AnswerWriter(Writer(ByteBuffer(), encoding: .ascii), .documented)
      endpoint.answer(.single(Call()), in: Scope(), isStrict: false, to: &writer)
    }
  }
  #endif

  @Test("has the parameters and fields of the revision that is asked for")
  func revisions() throws {
    let endpoint = Endpoint<Scope>(
      "/test", summary: "Test", access: .everyone, parameters: [Self.limit.since(.june2017)],
      answer: .object([
        Field("limit", "") { (limit: Int?) in limit }, Field("is_later", "", since: .june2017) { _ in true },
      ]), envelope: .none
    ) { arguments, _ in arguments[Self.limit.since(.june2017)] }
    func answer(_ revision: Revision) throws -> String {
      let call = Call(params: Params(object: try Document(parsing: Array(#"{"limit":5}"#.utf8)).root))
      var writer = AnswerWriter(
        Writer(ByteBuffer(), encoding: .ascii), AnswerFormat(dialect: .documented, revision: revision))
      endpoint.answer(.single(call), in: Scope(), isStrict: false, to: &writer)
      return writer.finish().finish().string
    }
    #expect(try answer(.april2017) == #"{"limit":false}"#)
    #expect(try answer(.june2017) == #"{"limit":5,"is_later":true}"#)
  }

  @Test("leaves transactions to a handler that writes in steps")
  func steps() throws {
    let scope = Scope()
    _ = try answer(endpoint(.array, effect: .writesInSteps), #"{"name":"refuse"}"#, in: scope)
    #expect(scope.events == ["failed", "answered"])
  }

  @Test("refuses declarations that say a thing twice")
  func check() {
    #expect(throws: EndpointCheck.pathTwice("/test")) { try EndpointCheck.check([endpoint(.none), endpoint(.none)]) }
    let twice = Endpoint<Scope>(
      "/twice", summary: "", access: .everyone, parameters: [Self.name, Self.name], answer: .success,
      envelope: .none
    ) { _, _ in }
    #expect(throws: EndpointCheck.parameterTwice(path: "/twice", name: "name")) { try EndpointCheck.check([twice]) }
    let elsewhere = Endpoint<Scope>(
      "/of/{id}", summary: "", access: .everyone, pathParameters: [Self.name], answer: .success, envelope: .none
    ) { _, _ in }
    #expect(throws: EndpointCheck.pathParameters(path: "/of/{id}", declared: ["name"])) {
      try EndpointCheck.check([elsewhere])
    }
    #expect(throws: Never.self) { try EndpointCheck.check([endpoint(.none), endpointInPath()]) }
  }
}
