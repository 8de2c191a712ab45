import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("The session that a client sends")
struct SentSessionTests {
  /// The places of a request that may have a session, and what they have: the caller's, another one, or an empty text.
  struct Places: Sendable, CustomTestStringConvertible {
    enum Value: String { case mine, unknown, empty }

    let query: Value?
    let header: Value?
    let cookie: Value?
    let isSignedIn: Bool

    init(query: Value? = nil, header: Value? = nil, cookie: Value? = nil, isSignedIn: Bool) {
      self.query = query
      self.header = header
      self.cookie = cookie
      self.isSignedIn = isSignedIn
    }

    var testDescription: String {
      [("query", query), ("header", header), ("cookie", cookie)]
        .map { "\($0) \($1.map(\.rawValue) ?? "none")" }.joined(separator: ", ")
    }
  }

  @Test(
    "is the query's, else the header's, else the cookie's; an empty one is ignored",
    arguments: [
      Places(query: .mine, header: .unknown, cookie: .unknown, isSignedIn: true),
      Places(query: .unknown, header: .mine, cookie: .mine, isSignedIn: false),
      Places(query: .empty, header: .mine, cookie: .unknown, isSignedIn: true),
      Places(header: .mine, cookie: .unknown, isSignedIn: true),
      Places(header: .unknown, cookie: .mine, isSignedIn: false),
      Places(query: .empty, header: .empty, cookie: .mine, isSignedIn: true),
      Places(cookie: .mine, isSignedIn: true), Places(cookie: .empty, isSignedIn: false),
      Places(isSignedIn: false),
    ])
  func places(_ places: Places) throws {
    let server = try TestServer.start()
    let caller = try server.signIn("igor@nebeus.example")
    let mine = try #require(caller.fields["X-Openerp-Session-Id"])
    caller.fields["X-Openerp-Session-Id"] = nil
    func text(_ value: Places.Value) -> String {
      switch value {
      case .mine: mine
      case .unknown: "unknown"
      case .empty: ""
      }
    }
    if let header = places.header { caller.fields["X-Openerp-Session-Id"] = text(header) }
    if let cookie = places.cookie { caller.fields["Cookie"] = "session_id=\(text(cookie))" }
    let query = places.query.map { "?session_id=" + text($0) } ?? ""
    let answer = try caller.post("/partner/dashboard" + query)
    #expect((try answer.json["error"] == nil) == places.isSignedIn, "\(answer.text)")
  }
}
