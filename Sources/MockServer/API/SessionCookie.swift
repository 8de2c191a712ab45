import HTTP
import MockControl
import NebeusAPI

/// How a session travels: three ways to bring it, one to be given it. Source: docs/decisions.md, Sessions.
struct SessionCookie: Sendable {
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
    request.session
  }

  func apply(_ change: SessionChange, to response: inout Response) {
    switch change {
    case .issued(let session): response.setField(.setCookie, Request.sessionName + "=" + session + attributes)
    case .ended: response.setField(.setCookie, Request.sessionName + "=" + attributes + "; Max-Age=0")
    }
  }
}
