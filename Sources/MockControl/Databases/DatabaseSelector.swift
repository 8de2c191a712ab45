import HTTP
import Store

/// Which database a request means.
///
/// Source: docs/http.md, Which database.
package struct DatabaseSelector: Sendable {
  private let databases: Databases

  package init(databases: Databases) {
    self.databases = databases
  }

  /// The database that is named first: by header, query, host label, or as the issuer of the session; else the standard
  /// one. Throws `DatabaseNameError`, or what making it throws.
  package func database(for request: borrowing Request, session: String?) throws -> Database {
    try databases.database(try name(in: request, session: session))
  }

  /// The name of that database, which need not be there.
  func name(in request: borrowing Request, session: String?) throws(DatabaseNameError) -> DatabaseName {
    if let given = request.field(.odooDatabase) ?? request.queryItem("db") {
      guard let name = DatabaseName(given) else { throw DatabaseNameError(name: given) }
      return name
    }
    if let label = request.localhostLabel {
      guard let name = DatabaseName(label) else { throw DatabaseNameError(name: label) }
      return name
    }
    return session.flatMap { databases.issuer(of: $0) } ?? .standard
  }
}
