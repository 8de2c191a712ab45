import HTTP

/// How a client brings its login session: as a cookie, a header field or a query parameter.
extension Request {
  /// The name of the session's cookie and query parameter.
  package static var sessionName: String { "session_id" }

  /// The session id that the client sent: the query's, else the header's, else the cookie's. Empty ones are ignored.
  ///
  /// Source: docs/decisions.md, Sessions; the order is Odoo's.
  package var session: String? {
    if let session = queryItem(Self.sessionName), !session.isEmpty { return session }
    if let session = field(.openERPSession), !session.isEmpty { return session }
    return cookie(Self.sessionName).flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension FieldName {
  package static let openERPSession = FieldName(literal: "X-Openerp-Session-Id")
}

/// The cookie by which a client is given its session, and by which it is taken away.
package struct SessionCookie: Sendable {
  /// The SameSite attribute. Source: RFC 6265bis, section 4.1.2.7.
  package enum SameSite: String, Sendable, CaseIterable {
    case none, lax, strict
  }

  package let sameSite: SameSite
  private let attributes: String

  package init(sameSite: SameSite) {
    self.sameSite = sameSite
    // A browser accepts SameSite=None only with Secure; loopback addresses count as secure.
    attributes =
      switch sameSite {
      case .none: "; HttpOnly; SameSite=None; Secure"
      case .lax: "; HttpOnly; SameSite=Lax"
      case .strict: "; HttpOnly; SameSite=Strict"
      }
  }

  /// - Parameter basePath: the prefix by which the client names its database, which the cookie is for; empty if it has
  ///   none.
  package func give(_ session: String, under basePath: String = "", to response: inout Response) {
    response.setField(.setCookie, Request.sessionName + "=" + session + path(basePath) + attributes)
  }

  package func clear(under basePath: String, in response: inout Response) {
    response.setField(.setCookie, Request.sessionName + "=" + path(basePath) + attributes + "; Max-Age=0")
  }

  private func path(_ basePath: String) -> String { "; Path=" + (basePath.isEmpty ? "/" : basePath) }
}
