import HTTP
import Store

/// Decides which database a request means.
///
/// Source: docs/http.md, Which database.
package struct DatabaseSelector: Sendable {
  private let databases: Databases

  package init(databases: Databases) {
    self.databases = databases
  }

  /// The database that the request means, created from the server's scenario if it doesn't exist.
  ///
  /// Throws `DatabaseNameError`, or what creating it throws.
  package func database(for request: borrowing Request, session: String?) throws -> Database {
    try databases.database(try name(in: request, session: session))
  }

  /// The name of the database that the request means; it may not exist.
  ///
  /// The first of these counts: the path prefix `/_db/NAME`, the header `X-Odoo-Database`, the query parameter `db`, the
  /// label before `.localhost`, the issuer of the session, the standard database. An empty header or parameter is ignored.
  package func name(in request: borrowing Request, session: String?) throws(DatabaseNameError) -> DatabaseName {
    if let given = named(in: request) {
      guard let name = DatabaseName(given) else { throw DatabaseNameError(name: given) }
      return name
    }
    return session.flatMap { databases.issuer(of: $0) } ?? .standard
  }

  private func named(in request: borrowing Request) -> String? {
    if request.hasPathPrefix(BasePath.marker), let (_, name, _) = BasePath.split(request.path) { return String(name) }
    if let name = request.field(.odooDatabase), !name.isEmpty { return name }
    if let name = request.queryItem("db"), !name.isEmpty { return name }
    return request.localhostLabel
  }
}

/// A text that can't be the name of a database.
package struct DatabaseNameError: Error, CustomStringConvertible {
  private let name: String

  package init(name: String) {
    self.name = name
  }

  package var description: String {
    "invalid database name \"\(name.prefix(80))\": use 1 to 63 of a-z, 0-9, - and _"
  }
}

extension FieldName {
  static let odooDatabase = FieldName(literal: "X-Odoo-Database")
}
