import Basics
import HTTP
import Logging
import SQLite
import Store

/// Decides who may control the server, and turns the table of control routes into routes of the HTTP server.
struct ControlRouter: Sendable {
  let server: ControlServer
  /// What `Authorization` has to bring; nil if everyone may control the server.
  let token: String?

  func routes() -> [Route] {
    ControlRoutes.table.map { row in
      Route(row.method, row.path) { request, response in
        do {
          try admit(request, to: row, &response)
          try row.operation.run(request, on: server, &response)
          if row.method != .get { notify(request) }
        } catch {
          server.write(error, to: &response)
        }
      }
    }
  }

  /// Who waits for something of the database in the path may have got it by this call.
  private func notify(_ request: borrowing Request) {
    guard let name = request.parameter("name").flatMap(DatabaseName.init) else { return }
    server.databases.existing(name)?.waiting.notify()
  }

  /// A page of a foreign origin may not control the server, whether or not its browser asks first.
  private func admit(_ request: borrowing Request, to row: ControlRoute, _ response: inout Response) throws(Problem) {
    try Self.refuseForeign(request)
    guard !row.isOpen, let token else { return }
    guard let given = Self.bearerToken(in: request.field(.authorization)), ConstantTime.isEqual(given, token) else {
      response.setField(.wwwAuthenticate, "Bearer")
      throw Problem(.unauthorized, "Authorization: Bearer TOKEN required, with the token of --admin-token")
    }
  }

  static func refuseForeign(_ request: borrowing Request) throws(Problem) {
    guard request.origin != .foreign else {
      throw Problem(
        .forbidden,
        "pages of \(request.field(.origin) ?? "another origin") may not call this; allow it with --allow-origin")
    }
  }

  /// RFC 6750, section 2.1; the scheme's case doesn't count (RFC 9110, section 11.1).
  private static func bearerToken(in field: String?) -> String? {
    guard let field, let space = field.firstIndex(of: " "), field[..<space].lowercased() == "bearer" else { return nil }
    return String(field[space...].drop { $0 == " " })
  }
}

extension ControlServer {
  /// Writes what an error says; one that nobody foresaw is logged under a reference that the answer has, too.
  func write(_ error: any Error, to response: inout Response) {
    if let problem = Problem(error) { return problem.write(to: &response) }
    let reference = String(UInt64.random(in: .min ... .max), radix: 16)
    logger.error("\(error)", metadata: ["request_id": "\(reference)"])
    let cause = (error as? any StorageError)?.storageProblem ?? "The server failed"
    Problem(.internalServerError, "\(cause). The server's log says more, under request id \(reference)")
      .write(to: &response)
  }
}
