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

  /// The database that a request means, created from the server's scenario if it doesn't exist.
  ///
  /// Throws what creating it throws.
  ///
  /// - Parameter name: what `name(givenBy:)` says of the request.
  package func database(named name: DatabaseName?, session: String?) throws -> Database {
    if let name { return try databases.database(name) }
    if let issuer = session.flatMap({ databases.issuer(of: $0) }) { return issuer }
    return try databases.database(.standard)
  }

  /// The name of the database that the request means; it may not exist.
  ///
  /// The first of these counts: the path prefix `/_db/NAME`, the header `X-Odoo-Database`, the query parameter `db`,
  /// the label before `.localhost`, the issuer of the session, the standard database. An empty header or parameter is
  /// ignored.
  package func name(in request: borrowing Request, session: String?) throws(DatabaseNameError) -> DatabaseName {
    if let name = try DatabaseSelector.name(givenBy: request) { return name }
    return session.flatMap { databases.issuer(of: $0)?.name } ?? .standard
  }

  /// The name that the request itself gives; nil where it gives none.
  package static func name(givenBy request: borrowing Request) throws(DatabaseNameError) -> DatabaseName? {
    guard let given = given(in: request) else { return nil }
    guard let name = DatabaseName(given) else { throw DatabaseNameError(name: given) }
    return name
  }

  private static func given(in request: borrowing Request) -> String? {
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

/// The path prefix by which a request can name its database: `/_db/lucy/partner/dashboard`.
///
/// It works for every client that can only be given a base URL. Source: docs/http.md, Which database.
package enum BasePath {
  /// What such a path begins with; the name and the documented path follow.
  package static let marker: StaticString = "/_db/"

  /// The prefix of a path, without a slash at its end, and the name in it; nil if the path has none.
  package static func split(_ path: String) -> (prefix: Substring, name: Substring, rest: Substring)? {
    guard path.utf8.starts(with: "\(marker)".utf8) else { return nil }
    let afterMarker = path.utf8.index(path.startIndex, offsetBy: marker.utf8CodeUnitCount)
    let end = path.utf8[afterMarker...].firstIndex(of: UInt8(ascii: "/")) ?? path.endIndex
    let rest = path[end...]
    return (path[..<end], path[afterMarker..<end], rest.isEmpty ? "/" : rest)
  }
}

extension Request {
  /// The prefix of the path that names a database, `/_db/lucy`; empty if there is none.
  package var basePath: String {
    guard hasPathPrefix(BasePath.marker), let (prefix, _, _) = BasePath.split(path) else { return "" }
    return String(prefix)
  }
}
