import Basics
import HTTP
import Instrumentation
import Logging
import OdooHTTP
import Store

/// Who may control the server, and how what goes wrong there is told.
///
/// Every route under `/_mock` goes through it.
package struct ControlRouter: Sendable {
  package typealias DatabaseHandler = @Sendable (Database, borrowing Request, inout Response) throws -> Void

  let databases: Databases
  /// What `Authorization` has to bring; nil where everyone may.
  let token: String?
  let logger: Logger

  /// A route of the control plane.
  ///
  /// - Parameter isOpen: whether it needs no token.
  func route(
    _ method: HTTP.Method, _ path: String, isOpen: Bool = false, handle: @escaping Route.Handler
  ) -> Route {
    Route(method, path) { request, response in
      do {
        try admit(request, isOpen: isOpen, &response)
        try handle(request, &response)
      } catch {
        write(error, to: &response)
      }
    }
  }

  /// A route under `/_mock/databases/{name}`, for a database that exists.
  func route(
    _ method: HTTP.Method, inDatabase path: String, handle: @escaping DatabaseHandler
  ) -> Route {
    route(method, "/_mock/databases/{name}\(path)") { request, response in
      let database = try database(named: request)
      try handle(database, request, &response)
      // Whoever waits for something of this database may have got it by this.
      if method != .get { database.waiting.notify() }
    }
  }

  /// The name in the path.
  static func name(in request: borrowing Request) throws(DatabaseNameError) -> DatabaseName {
    let text = request.parameter("name") ?? ""
    guard let name = DatabaseName(text) else { throw DatabaseNameError(name: text) }
    return name
  }

  private func database(named request: borrowing Request) throws -> Database {
    let name = try Self.name(in: request)
    guard let database = databases.existing(name) else { throw Problem(.notFound, DatabaseError.unknown(name).advice) }
    return database
  }

  /// Writes what is said of an error; one that nobody foresaw is logged, and the client told where to look.
  func write(_ error: any Error, to response: inout Response) {
    if let problem = Problem(error) { return problem.write(to: &response) }
    let reference = String(UInt64.random(in: .min ... .max), radix: 16)
    logger.error("\(error)", metadata: ["request_id": "\(reference)"])
    Problem(.internalServerError, "The server failed; its log says why, under request id \(reference)")
      .write(to: &response)
  }

  /// A page of a foreign origin may not control the server, whether or not its browser asks first.
  private func admit(_ request: borrowing Request, isOpen: Bool, _ response: inout Response) throws(Problem) {
    guard request.origin != .foreign else {
      throw Problem(
        .forbidden, "A page of \(request.field(.origin) ?? "another origin") may not call this: --allow-origin lets it")
    }
    guard !isOpen, let token else { return }
    guard let given = Self.bearerToken(in: request.field(.authorization)), ConstantTime.isEqual(given, token) else {
      response.setField(.wwwAuthenticate, "Bearer")
      throw Problem(.unauthorized, "Authorization: Bearer TOKEN is needed, with the token of --admin-token")
    }
  }

  /// RFC 6750, section 2.1; the scheme's case doesn't count (RFC 9110, section 11.1).
  private static func bearerToken(in field: String?) -> String? {
    guard let field, let space = field.firstIndex(of: " "), field[..<space].lowercased() == "bearer" else { return nil }
    return String(field[space...].drop { $0 == " " })
  }
}
