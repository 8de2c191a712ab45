import HTTP
import Instrumentation
import JSONRPC
import Logging
import OdooHTTP
import Store

/// The control plane: everything under `/_mock`.
///
/// Source: docs/control.md.
package struct Control: Sendable {
  package static let path = "/_mock"
  /// Answers whether the server does.
  package static let healthPath = "/_mock/health"

  private let router: ControlRouter
  private let hasInspector: Bool

  /// - Parameters:
  ///   - contract: how the API answers.
  ///   - token: what control calls have to bring; nil if everyone may call.
  ///   - scenario: what databases start from.
  ///   - cookie: how sessions are given to browsers.
  ///   - hasInspector: whether the page for people is at `/_mock/`.
  ///   - coverage: what was exercised of the API.
  ///   - api: the API's routes.
  package init(
    of databases: Databases, library: any ScenarioLibrary, contract: APIContract, token: String?, scenario: String,
    cookie: SessionCookie, hasInspector: Bool, logger: Logger,
    coverage: CoverageLedger = CoverageLedger { [] }, api: Router
  ) {
    let server = ControlServer(
      databases: databases, library: library, contract: contract, scenario: scenario, cookie: cookie, logger: logger,
      coverage: coverage, api: api)
    self.hasInspector = hasInspector
    router = ControlRouter(server: server, token: token)
  }

  package func routes() -> [Route] {
    router.routes() + (hasInspector ? InspectorRoutes(server: router.server).routes() : [])
  }

  /// Whether a path is the control plane's, whose refusals are problem details.
  package static func owns(_ path: String?) -> Bool {
    guard let path else { return false }
    return path == Self.path || path.hasPrefix(Self.path + "/")
  }

  /// Writes a refusal of HTTP's as problem details.
  package static func write(_ error: HTTPError, to response: inout Response) {
    let nearest = error.nearest.map { ". The nearest path is \($0)" } ?? ""
    let reference = error.requestID.map { ", under request id \($0)" } ?? ""
    Problem(error.status, error.message + nearest + reference).write(to: &response)
  }
}
