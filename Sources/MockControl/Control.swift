import HTTP
import JSONRPC
import Logging
import Store

/// The control plane: everything under `/_mock`.
///
/// Source: docs/control.md.
package struct Control: Sendable {
  package static let path = "/_mock"
  /// Answers whether the server does.
  package static let healthPath = "/_mock/health"

  private let router: ControlRouter

  /// - Parameters:
  ///   - token: what control calls have to bring; nil if everyone may call.
  ///   - api: the API's routes.
  package init(
    of databases: Databases, library: any ScenarioLibrary, dialect: Dialect, isStrict: Bool, token: String?,
    logger: Logger, api: Router
  ) {
    let server = ControlServer(
      databases: databases, library: library, dialect: dialect, isStrict: isStrict, logger: logger, api: api)
    router = ControlRouter(server: server, token: token)
  }

  package func routes() -> [Route] { router.routes() }

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
