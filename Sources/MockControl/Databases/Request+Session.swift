import HTTP

extension Request {
  /// How a session's cookie and query parameter are named.
  package static var sessionName: String { "session_id" }

  /// The session that is brought; of several, the one in the query, then the header's.
  ///
  /// Source: SPEC, Sessions; the order is Odoo's.
  package var session: String? {
    queryItem(Self.sessionName) ?? field(.openERPSession) ?? cookie(Self.sessionName)
  }
}
