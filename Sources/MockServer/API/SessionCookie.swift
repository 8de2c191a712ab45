import HTTP
import NebeusAPI

/// How a session travels: three ways to bring it, one to be given it.
///
/// Source: SPEC, Sessions; the order is Odoo's.
struct SessionCookie: Sendable {
  private static let name = "session_id"

  private let attributes: String

  init(sameSite: Settings.SameSite) {
    // A browser takes SameSite=None only with Secure; loopback addresses count as secure.
    attributes =
      switch sameSite {
      case .none: "; Path=/; HttpOnly; SameSite=None; Secure"
      case .lax: "; Path=/; HttpOnly; SameSite=Lax"
      case .strict: "; Path=/; HttpOnly; SameSite=Strict"
      }
  }

  static func session(of request: borrowing Request) -> String? {
    request.queryItem(name) ?? request.field(.openERPSession) ?? request.cookie(name)
  }

  func apply(_ change: SessionChange, to response: inout Response) {
    switch change {
    case .issued(let session): response.setField(.setCookie, Self.name + "=" + session + attributes)
    case .ended: response.setField(.setCookie, Self.name + "=" + attributes + "; Max-Age=0")
    }
  }
}
