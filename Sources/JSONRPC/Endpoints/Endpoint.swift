import JSON

/// All there is to say about an endpoint, in one value: what it is called, takes, answers, refuses and does.
///
/// From it come the route, the check of the params, the answer and its description.
package struct Endpoint<Context: CallScope>: Sendable {
  /// As the reference writes it: `/partner/dashboard`.
  package let path: String
  package let summary: String
  /// The first revision of the reference that has it.
  package let since: Revision
  package let access: Access
  package let effect: Effect
  package let parameters: [any ParameterDeclaration]
  /// Those that stand in the path, as `{name}`, in the path's order.
  package let pathParameters: [any ParameterDeclaration]
  /// The argument that makes a call the second of two steps; nil where there is one step only.
  package let secondStep: (any ParameterDeclaration)?
  package let answer: JSONSchema
  package let envelope: Envelope
  package let failure: FailureForm
  /// The refusals of the handler; arguments are also refused by their types, and by a strict server for more.
  package let refusals: [Refusal]
  let run: @Sendable (Arguments, Context, inout AnswerWriter) throws -> Void

  /// - Parameter handle: gets the decoded arguments, returns what `answer` writes, or throws a `Refusal`.
  package init<Answer>(
    _ path: String, summary: String, since: Revision = .first, access: Access, effect: Effect = .reads,
    parameters: [any ParameterDeclaration] = [], pathParameters: [any ParameterDeclaration] = [],
    secondStep: (any ParameterDeclaration)? = nil, answer: Shape<Answer>, envelope: Envelope,
    failure: FailureForm = .rpcError, refusals: [Refusal] = [],
    handle: @escaping @Sendable (Arguments, Context) throws -> Answer
  ) {
    self.path = path
    self.summary = summary
    self.since = since
    self.access = access
    self.effect = effect
    self.parameters = parameters
    self.pathParameters = pathParameters
    self.secondStep = secondStep
    self.answer = answer.schema
    self.envelope = envelope
    self.failure = failure
    self.refusals = refusals
    run = { arguments, context, writer in try answer.write(try handle(arguments, context), &writer) }
  }

  /// The parameters that the endpoint has in a revision.
  package func parameters(in revision: Revision) -> [any ParameterDeclaration] {
    parameters.filter { $0.revisions.contains(revision) }
  }
}

/// What the calls of one request run in.
package protocol CallScope: SendableMetatype {
  /// Throws `RPCError.sessionExpired` where the caller may not call.
  func admit(to access: Access) throws

  /// Runs `body` in a transaction that is rolled back where it throws.
  func transaction(_ body: () throws -> Void) throws

  /// Runs `body`, and stops a debug build where it writes.
  func readOnly(_ body: () throws -> Void) throws

  /// The call at hand is accepted. It has that shape; nil where that isn't known.
  func accepts(_ shape: CallShape?)

  /// The call at hand fails: it is answered with a refusal or an error.
  func fails(with error: any Error)

  /// A call has been answered.
  func answered() throws

  /// Logs an unexpected error, and returns what the client is told, with the reference under which the log has it.
  func report(_ error: any Error) -> RPCError
}

extension CallScope {
  package func accepts(_ shape: CallShape?) {}
  package func fails(with error: any Error) {}
}

/// Why a call was answered with a refusal or an error.
package enum CallFailure: Sendable {
  /// Its arguments were refused.
  case refused([ArgumentError])
  /// It needs a session and brought none.
  case sessionMissing
  /// It brought a session that is unknown or over.
  case sessionExpired
  /// It was no call, or the server failed.
  case other
}

/// Who may call an endpoint.
package enum Access: Sendable {
  case everyone
  /// Only a user who is signed in.
  case session
}

/// What an endpoint does to the state behind it.
package enum Effect: Sendable {
  case reads
  /// It runs in a transaction, which is rolled back where the call is refused or fails.
  case writes
  /// It runs transactions of its own: what one has committed stays, even if the call is refused afterwards.
  case writesInSteps
}

extension Endpoint {
  /// Answers what a request's body asks, call by call.
  ///
  /// Whatever goes wrong, what is written is one whole JSON text.
  /// - Parameter path: the arguments that stand in the request's path, for every call of the body.
  package func answer(
    _ body: Body, path: PathArguments = .none, in context: Context, isStrict: Bool, to writer: inout AnswerWriter
  ) {
    switch body {
    case .single(let call):
      let isPlain = writer.format.dialect == .jsonrpc
      answer(call, path, isPlain: isPlain, in: context, isStrict: isStrict, to: &writer)
    case .batch(let calls):
      writer.json.beginArray()
      for call in calls { answer(call, path, isPlain: true, in: context, isStrict: isStrict, to: &writer) }
      writer.json.endArray()
    }
  }

  /// - Parameter isPlain: whether the answer has the plain envelope of JSON-RPC, whatever the reference shows.
  private func answer(
    _ call: Call, _ path: PathArguments, isPlain: Bool, in context: Context, isStrict: Bool,
    to writer: inout AnswerWriter
  ) {
    let start = writer.json.mark
    do {
      if let violation = call.violation { throw violation }
      try context.admit(to: access)
      let arguments = Arguments(
        call.params.adding(path), for: parameters, pathParameters: pathParameters, isStrict: isStrict,
        revision: writer.format.revision)
      if !failure.collects, let refusal = Refusal(arguments.errors) { throw refusal }
      let envelope = isPlain ? .versionFirst : envelope
      envelope.open(id: call.id, &writer.json)
      let result = writer.json.mark
      try perform(arguments, in: context, to: &writer)
      #if DEBUG
      try checkShape(of: writer.json.bytes(since: result), in: writer.format)
      #endif
      envelope.close(&writer.json)
      context.accepts(arguments.shape)
    } catch {
      // Nothing of a half-written answer is left.
      writer.json.rollback(to: start)
      context.fails(with: error)
      write(error, of: call, isPlain: isPlain, in: context, to: &writer.json)
    }
    do {
      try context.answered()
    } catch {
      _ = context.report(error)
    }
  }

  private func perform(_ arguments: Arguments, in context: Context, to writer: inout AnswerWriter) throws {
    do {
      switch effect {
      case .reads: try context.readOnly { try run(arguments, context, &writer) }
      case .writesInSteps: try run(arguments, context, &writer)
      case .writes: try context.transaction { try run(arguments, context, &writer) }
      }
    } catch let refusal as Refusal {
      #if DEBUG
      try checkListed(refusal, of: arguments)
      #endif
      throw refusal
    }
  }

  #if DEBUG
  /// Sees to it that the declaration lists what the handler refuses, so that nothing is missing where it is shown.
  private func checkListed(_ refusal: Refusal, of arguments: Arguments) throws {
    guard !arguments.isStrict else { return }
    let listed = refusal.errors.allSatisfy { error in
      arguments.errors.contains(error) || refusals.contains { $0.describes(error) }
    }
    guard listed else { throw UnlistedRefusal(path: path, refusal: refusal) }
  }

  /// Holds a written result against the declared answer, so that every test of an endpoint tests its declaration, too.
  private func checkShape(of result: [UInt8], in format: AnswerFormat) throws {
    guard let mismatch = answer.mismatch(try Document(parsing: result).root, in: format) else { return }
    throw ShapeMismatch(path: path, mismatch: mismatch)
  }
  #endif

  private func write(_ error: any Error, of call: Call, isPlain: Bool, in context: Context, to writer: inout Writer) {
    switch error {
    case let refusal as Refusal: failure.write(refusal, id: call.id, isPlain: isPlain, to: &writer)
    case let error as RPCError: error.write(id: call.id, to: &writer)
    default: context.report(error).write(id: call.id, to: &writer)
    }
  }
}

#if DEBUG
/// An endpoint has refused a call with what it doesn't list: a fault of its own, which only debug builds look for.
struct UnlistedRefusal: Error, CustomStringConvertible {
  let path: String
  let refusal: Refusal

  var description: String { "\(path) doesn't list that it refuses: \(refusal.first.message)" }
}
#endif

/// What is wrong with a set of endpoints: found when the server starts, not when it is called.
package enum EndpointCheck: Error, Equatable, CustomStringConvertible {
  case pathTwice(String)
  case parameterTwice(path: String, name: String)
  case pathParameters(path: String, declared: [String])

  package var description: String {
    switch self {
    case .pathTwice(let path): "Two endpoints have the path \(path)"
    case .parameterTwice(let path, let name): "\(path) declares the parameter \(name) twice"
    case .pathParameters(let path, let declared):
      "\(path) declares the path parameters [\(declared.joined(separator: ", "))], which are not those in it"
    }
  }

  package static func check<Context>(_ endpoints: [Endpoint<Context>]) throws(EndpointCheck) {
    var paths: Set<String> = []
    for endpoint in endpoints {
      guard paths.insert(endpoint.path).inserted else { throw .pathTwice(endpoint.path) }
      let declared = endpoint.pathParameters.map(\.name)
      guard declared == pathNames(of: endpoint.path) else {
        throw .pathParameters(path: endpoint.path, declared: declared)
      }
      for revision in Revision.allCases {
        var names: Set<String> = []
        for parameter in endpoint.pathParameters + endpoint.parameters(in: revision)
        where !names.insert(parameter.name).inserted {
          throw .parameterTwice(path: endpoint.path, name: parameter.name)
        }
      }
    }
  }

  private static func pathNames(of path: String) -> [String] {
    path.split(separator: "{").dropFirst().compactMap { part in
      part.firstIndex(of: "}").map { String(part[..<$0]) }
    }
  }
}
