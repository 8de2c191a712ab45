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

  private let gate: ControlRouter
  private let library: any ScenarioLibrary
  private let dialect: Dialect
  private let isStrict: Bool

  /// - Parameter token: what control calls have to bring; nil where everyone may call.
  package init(
    of databases: Databases, library: any ScenarioLibrary, dialect: Dialect, isStrict: Bool, token: String?,
    logger: Logger
  ) {
    gate = ControlRouter(databases: databases, token: token, logger: logger)
    self.library = library
    self.dialect = dialect
    self.isStrict = isStrict
  }

  /// Throws what is wrong with the manifest of examples.
  package func routes() throws -> [Route] {
    let groups: [[Route]] = [
      [HealthRoute(gate: gate).route()],
      [ExamplesRoute(gate: gate, manifest: try Manifest()).route()],
      [ScenariosRoute(gate: gate, library: library).route()],
      [OpenAPIRoute(gate: gate, dialect: dialect, isStrict: isStrict).route()],
      DatabaseRoutes(gate: gate).routes(),
      SnapshotRoutes(gate: gate).routes(),
      ClockRoutes(gate: gate).routes(),
      [SessionRoute(gate: gate).route()],
      TablesRoute(gate: gate).routes(),
      [FixturesRoute(gate: gate).route()],
      [ExportRoute(gate: gate).route()],
      [ProviderStatesRoute(gate: gate).route()],
      JournalRoutes(gate: gate).routes(),
      [VerifyRoute(gate: gate).route()],
      FaultRoutes(gate: gate).routes(),
      OutboxRoutes(gate: gate).routes(),
    ]
    return groups.flatMap { $0 }
  }

  /// Whether a path is the control plane's, whose refusals are problem details.
  package static func owns(_ path: String?) -> Bool {
    guard let path else { return false }
    return path == Self.path || path.hasPrefix(Self.path + "/")
  }

  /// Writes a refusal of HTTP's as problem details.
  package static func write(_ refusal: HTTPError, to response: inout Response) {
    let nearest = refusal.nearest.map { ". The nearest path is \($0)" } ?? ""
    let reference = refusal.requestID.map { ", under request id \($0)" } ?? ""
    Problem(refusal.status, refusal.message + nearest + reference).write(to: &response)
  }
}
