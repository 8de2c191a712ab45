import HTTP
import JSON
import JSONRPC
import NebeusAPI
import OdooHTTP
import Store

/// Brings HTTP and an endpoint together: a request's calls in, their answers out.
struct EndpointResponder: APIResponder {
  private let endpoint: Endpoint<CallContext>
  let coverageTarget: Int?
  private let dialect: Dialect
  private let isStrict: Bool
  private let errors: InternalErrorLog
  let mayWait: Bool

  /// - Parameters:
  ///   - coverageTarget: the endpoint's index in the catalogue by which coverage is counted.
  ///   - mayWait: whether a call that finds nothing waits until there is something.
  init(
    _ endpoint: Endpoint<CallContext>, coverageTarget: Int? = nil, settings: Settings, mayWait: Bool = false
  ) {
    self.endpoint = endpoint
    self.coverageTarget = coverageTarget
    self.mayWait = mayWait
    dialect = settings.dialect
    isStrict = settings.isStrict
    errors = InternalErrorLog(logger: settings.logger)
  }

  func respond(to call: APICall, in state: DatabaseState, _ response: inout Response) throws -> Outcome {
    let revision = state.revision.flatMap(Revision.init) ?? .first
    guard endpoint.since <= revision else {
      RefusalResponder(error: .tooEarly(endpoint.path, since: endpoint.since, revision)).write(to: &response)
      return Outcome()
    }
    response.contentType = "application/json"
    let dialect = dialect(for: call, &response)
    let body: Body
    switch call.content {
    case .success(let calls): body = calls
    case .failure(let error):
      Refusals.write(error, to: &response)
      return Outcome()
    }
    let context = CallContext(
      state: state, session: call.head.session, scheme: call.description.scheme,
      authority: call.description.authority, isRepeated: call.isRepeated.load(ordering: .relaxed),
      reportInternalError: errors.note)
    var writer = AnswerWriter(
      Writer(response.takeBody(), encoding: .ascii), AnswerFormat(dialect: dialect, revision: revision))
    endpoint.answer(body, path: PathArguments(call.head.arguments), in: context, isStrict: isStrict, to: &writer)
    response.body = writer.finish().finish()
    if let error = context.storageError {
      response.status = error.isOutOfSpace ? .insufficientStorage : .internalServerError
    }
    var outcome = Outcome(user: context.caller, sessionChanges: context.sessionChanges, failures: context.failures)
    outcome.revision = revision
    if case .single = body {
      outcome.shape = context.shape
      // A batch is answered as a whole, and so at once.
      outcome.awaitingUser = context.awaitingUser
    }
    return outcome
  }

  private func dialect(for call: APICall, _ response: inout Response) -> Dialect {
    guard let preference = call.head.preference, let wanted = DialectPreference.dialect(in: preference) else {
      return dialect
    }
    response.setField(.preferenceApplied, "dialect=\(wanted.rawValue)")
    return wanted
  }
}

extension HTTPError {
  /// A path that only a later revision of the reference has.
  fileprivate static func tooEarly(_ path: String, since first: Revision, _ revision: Revision) -> HTTPError {
    HTTPError(
      .notFound,
      "\(path) is in the API Reference since \(first.rawValue); this database follows that of \(revision.rawValue)")
  }
}
