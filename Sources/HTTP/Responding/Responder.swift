import Basics
import Logging

/// Answers requests: host, then origin, then router, then handler. It knows no connection and no socket.
struct Responder: Sendable {
  let cors: CORS
  private let configuration: ServerConfiguration
  private let router: Router
  private let hosts: HostRule
  private let codings: ContentCodings

  init(_ configuration: ServerConfiguration, router: Router) {
    self.configuration = configuration
    self.router = router
    cors = CORS(configuration)
    hosts = HostRule(allowing: configuration.allowedHosts)
    codings = ContentCodings(configuration.contentDecoders, limit: configuration.maxBody)
  }

  /// Fills in the answer to a whole request; what goes wrong becomes a refusal.
  func respond(to request: consuming Request, _ response: inout Response) {
    if let error = hostError(of: request) { return refuse(error, request, &response) }
    answer(request, &response)
  }

  /// The same for whichever host the request is.
  func answer(_ request: consuming Request, _ response: inout Response) {
    if request.method == .options, answerOptions(request, &response) { return }
    switch router.find(request.method, path: request.head.path, in: request.bytes) {
    case .found(let match):
      request.match = match
      handle(request, by: match.route, &response)
    case .wrongMethod(let allowed):
      refuse(.wrongMethod(request, allowed: allowed), request, &response)
    case .unknown:
      refuse(.unknownPath(request, in: router), request, &response)
    }
  }

  /// Why a request will be refused, whatever its body: for who waits before sending it (RFC 9110, section 10.1.1).
  func refusal(of request: borrowing Request) -> HTTPError? {
    if let error = hostError(of: request) { return error }
    return switch router.find(request.method, path: request.head.path, in: request.bytes) {
    case .found: nil
    case .wrongMethod(let allowed): .wrongMethod(request, allowed: allowed)
    case .unknown: .unknownPath(request, in: router)
    }
  }

  /// Answers with an error; the request is nil where there is none, or it could not be read.
  func refuse(_ error: HTTPError, _ request: consuming Request?, _ response: inout Response) {
    response.clear()
    response.status = error.status
    if !error.allowed.isEmpty { response.setField(.allow, Responder.list(error.allowed)) }
    if let codings = error.acceptedCodings { response.setField(.acceptEncoding, codings) }
    configuration.refusal(error, request, &response)
  }

  /// Answers for a failure of ours: the client gets a number that the log has too, and no internals.
  func fail(_ failure: any Error, path: String?, _ request: consuming Request?, _ response: inout Response) {
    let identifier = String(UInt64.random(in: .min ... .max), radix: 16)
    log(failure, identifier: identifier)
    var error = HTTPError(.internalServerError, "The server failed to answer; its log says why")
    error.requestID = identifier
    error.path = path
    refuse(error, request, &response)
  }

  func log(_ failure: any Error, identifier: String?) {
    configuration.logger.error(
      "request failed", metadata: ["error": "\(failure)", "request_id": "\(identifier ?? "-")"])
  }

  private func handle(_ request: consuming Request, by route: CompiledRoute, _ response: inout Response) {
    do {
      guard let decoded = try codings.decoded(request) else { return try route.handle(request, &response) }
      try decoded.withBytes { bytes in
        request.content = bytes
        try route.handle(request, &response)
      }
    } catch let error as HTTPError {
      request.content = BorrowedBytes()
      refuse(error, request, &response)
    } catch {
      request.content = BorrowedBytes()
      fail(error, path: request.path, request, &response)
    }
  }

  /// RFC 9110, section 15.5.20: nil for a host that is this server's.
  private func hostError(of request: borrowing Request) -> HTTPError? {
    guard !hosts.allows(request.head.host.bytes(of: request.bytes)) else { return nil }
    var error = HTTPError(
      .misdirectedRequest,
      "The host \(request.host) is not one of this server's: those are loopback names, addresses, "
        + "names of one label, and those that it was configured to allow"
        + (configuration.hostHint.map { " (\($0))" } ?? ""))
    error.path = request.path
    return error
  }

  /// Answers OPTIONS unless a route does (RFC 9110, section 9.3.7); false if that is to be looked for.
  private func answerOptions(_ request: borrowing Request, _ response: inout Response) -> Bool {
    var isPreflight = false
    let methods: [HTTPMethod]
    if request.head.isAsterisk {
      methods = router.methods
    } else {
      if let error = cors.refusal(of: request) {
        refuse(error, request.again(), &response)
        return true
      }
      isPreflight = CORS.isPreflight(request)
      switch router.find(.options, path: request.head.path, in: request.bytes) {
      case .wrongMethod(let allowed): methods = allowed
      // A browser is let through to the 404, which says more than a failed preflight.
      case .found where isPreflight, .unknown where isPreflight: methods = router.methods
      case .found, .unknown: return false
      }
    }
    response.status = .noContent
    response.setField(.allow, Responder.list(methods))
    if isPreflight { cors.writePreflight(request, allowing: Responder.list(methods), to: &response) }
    return true
  }

  private static func list(_ methods: [HTTPMethod]) -> String { methods.map(\.name).joined(separator: ", ") }
}
