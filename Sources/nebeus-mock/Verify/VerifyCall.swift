import JSON
import JSONRPC
import NebeusAPI

/// A call that a backend is verified by: what is sent, and what the contract says of the answer.
struct VerifyCall {
  enum Session {
    case none, own
    /// One that nobody has been given.
    case unknown
  }

  /// What is known of the answer before it is there.
  enum Expectation {
    case success
    /// The endpoint's own failure, which names this argument where it names one.
    case refusal(field: String)
    case sessionExpired
    /// A success or a failure of the endpoint's, as the backend's data may be.
    case either
  }

  let title: String
  let path: String
  /// The params, each a name and a JSON text.
  var params: [(name: String, json: String)]
  var session: Session
  let expectation: Expectation

  /// The body under an id.
  func body(id: String) -> String {
    let members = params.map { "\(Self.quoted($0.name)):\($0.json)" }.joined(separator: ",")
    return #"{"jsonrpc":"2.0","id":\#(Self.quoted(id)),"method":"call","params":{\#(members)}}"#
  }

  /// A text as JSON has it.
  static func quoted(_ text: String) -> String {
    String(decoding: text.json(), as: UTF8.self)
  }
}

/// The calls of one endpoint, made from its declaration and from the reference's examples.
struct EndpointCalls {
  private let endpoint: Endpoint<CallContext>
  private let parameters: [any ParameterDeclaration]
  private let examples: [VerifyExample]
  private let own: VerifyCall.Session

  /// - Parameter hasSession: whether there is a session to call with; without one, calls that need it are left out.
  init(_ endpoint: Endpoint<CallContext>, examples: [VerifyExample], in revision: Revision, hasSession: Bool) {
    self.endpoint = endpoint
    self.parameters = endpoint.parameters(in: revision)
    self.examples = examples.filter { $0.arguments(of: endpoint.path) != nil }
    own = hasSession ? .own : .none
  }

  private var needsSession: Bool { endpoint.access == .session }

  var all: [VerifyCall] {
    let session = needsSession ? sessionCalls : []
    guard !needsSession || own == .own else { return session }
    return session + examples.map(exampleCall) + [plainCall] + omissions + wrongTypes + unknownRows
  }

  private func exampleCall(_ example: VerifyExample) -> VerifyCall {
    VerifyCall(
      title: "example: \(example.name)", path: example.path, params: example.params, session: own, expectation: .either)
  }

  /// The call with what it needs; nothing can be wrong with one that takes nothing.
  private var plainCall: VerifyCall {
    let isSure =
      endpoint.effect == .reads && endpoint.pathParameters.isEmpty && !parameters.contains(where: \.isRequired)
    return call("what is required", base, isSure ? .success : .either)
  }

  private var sessionCalls: [VerifyCall] {
    [
      call("without a session", base, .sessionExpired, session: VerifyCall.Session.none),
      call("with an unknown session", base, .sessionExpired, session: .unknown),
    ]
  }

  private var omissions: [VerifyCall] {
    parameters.filter(\.isRequired).map { parameter in
      call("without \(parameter.name)", base.filter { $0.name != parameter.name }, .refusal(field: parameter.field))
    }
  }

  /// Values of each type that the parameter doesn't take, by its own declaration.
  private var wrongTypes: [VerifyCall] {
    parameters.flatMap { parameter in
      Self.oddValues.filter { !Self.takes($0, parameter, isStrict: false) }.map { value in
        let params = base.filter { $0.name != parameter.name } + [(parameter.name, value)]
        return call("\(parameter.name) is \(value)", params, .refusal(field: parameter.field))
      }
    }
  }

  /// Ids that name nothing.
  private var unknownRows: [VerifyCall] {
    let names = parameters.filter { $0.name.lowercased().hasSuffix("id") || $0.name.hasSuffix("_ids") }
    let calls = names.flatMap { parameter in
      Self.unknownIDs.filter { Self.takes($0, parameter, isStrict: true) }.prefix(1).map { value in
        let params = base.filter { $0.name != parameter.name } + [(parameter.name, value)]
        return call("unknown \(parameter.name)", params, .either)
      }
    }
    guard !endpoint.pathParameters.isEmpty else { return calls }
    let path = PathTemplate(endpoint.path).path { _ in "verify-unknown" }
    return calls + [
      VerifyCall(title: "an unknown name in the path", path: path, params: base, session: own, expectation: .either)
    ]
  }

  private func call(
    _ title: String, _ params: [(name: String, json: String)], _ expectation: VerifyCall.Expectation,
    session: VerifyCall.Session? = nil
  ) -> VerifyCall {
    let arguments = examples.first?.arguments(of: endpoint.path) ?? [:]
    return VerifyCall(
      title: title, path: PathTemplate(endpoint.path).path { arguments[$0] ?? "1" }, params: params,
      session: session ?? own,
      expectation: expectation)
  }

  /// What the call needs: as the reference's example has it, where its declaration takes that, else what it takes.
  private var base: [(name: String, json: String)] {
    let example = examples.first { $0.isSuccess } ?? examples.first
    return parameters.compactMap { parameter in
      let shown = example?.params.first { $0.name == parameter.name }?.json
      if let shown, Self.takes(shown, parameter, isStrict: true) { return (parameter.name, shown) }
      guard parameter.isRequired else { return nil }
      return Self.plainValues(parameter.schema).first { Self.takes($0, parameter, isStrict: true) }
        .map { (parameter.name, $0) }
    }
  }

  private static let oddValues = ["{}", "[[]]", #""verify""#, "-1", "0.5", "true"]
  private static let unknownIDs = [
    "2147483646", #""2147483646""#, "[2147483646]", #""00000000-0000-4000-8000-000000000000""#,
  ]

  private static func plainValues(_ schema: JSONSchema) -> [String] {
    let choices: [String] = if case .choice(let names) = schema { names.map(VerifyCall.quoted) } else { [] }
    return choices + [
      "1", #""1""#, #""verify@example.com""#, #""2017-03-03T12:00:00.000Z""#, "true", #""true""#, "[1]", #"["1"]"#,
      "{}",
    ]
  }

  /// Whether the declaration takes the value.
  private static func takes(_ json: String, _ parameter: any ParameterDeclaration, isStrict: Bool) -> Bool {
    let text = "{\(VerifyCall.quoted(parameter.name)):\(json)}"
    guard let object = try? Document(parsing: Array(text.utf8)).root else { return false }
    return parameter.error(in: Params(object: object), isStrict: isStrict) == nil
  }
}

/// An example of the reference as a call.
struct VerifyExample {
  let name: String
  let path: String
  let params: [(name: String, json: String)]
  let isSuccess: Bool

  /// Nil for what is no example of a call.
  init?(_ value: JSONValue) {
    guard let name = value["name"]?.string, let path = value["request"]?["path"]?.string,
      value["request"]?["method"]?.string == "POST", let body = value["response"]?["body"]
    else { return nil }
    self.name = name
    self.path = path
    params = value["request"]?["body"]?["params"]?.members?.map { ($0.key, $0.value.rawText) } ?? []
    let envelope = body.envelope
    isSuccess = envelope["result"]?["status"]?.string != "error" && envelope["status"]?.string != "error"
  }

  /// What its path has in the places of the pattern's parameters; nil where the pattern is another path's.
  func arguments(of pattern: String) -> [String: String]? {
    PathTemplate(pattern).arguments(in: path).map { Dictionary($0, uniquingKeysWith: { $1 }) }
  }
}
