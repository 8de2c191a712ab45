import HTTP

extension Request {
  /// How a session's cookie and query parameter are named.
  package static var sessionName: String { "session_id" }

  /// The session that is brought; of several, the one in the query, then the header's. An empty one is none.
  ///
  /// Source: docs/decisions.md, Sessions; the order is Odoo's.
  package var session: String? {
    if let session = queryItem(Self.sessionName), !session.isEmpty { return session }
    if let session = field(.openERPSession), !session.isEmpty { return session }
    return cookie(Self.sessionName).flatMap { $0.isEmpty ? nil : $0 }
  }
}
