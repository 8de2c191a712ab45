import HTTP

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
