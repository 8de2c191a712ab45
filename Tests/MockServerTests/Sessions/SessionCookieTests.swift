import TestSupport
import Testing

@testable import MockServer

@Suite("SessionCookie")
struct SessionCookieTests {
  private let signIn = #"{"login":"igor@nebeus.example","password":"reference-password"}"#

  @Test(
    "has the attributes that the server was told to give it",
    arguments: [
      (Settings.SameSite.lax, "Path=/; HttpOnly; SameSite=Lax"), (.strict, "Path=/; HttpOnly; SameSite=Strict"),
      (.none, "Path=/; HttpOnly; SameSite=None; Secure"),
    ])
  func attributes(_ sameSite: Settings.SameSite, _ attributes: String) throws {
    let server = try TestServer.start { settings, _ in settings.sameSite = sameSite }
    let caller = try server.visitor()
    #expect(
      try caller.post("/signin/1.0/json", signIn).values("Set-Cookie")
        == ["session_id=95gdjkhksdhfjwehwlew; " + attributes])
    caller.fields["Cookie"] = "session_id=95gdjkhksdhfjwehwlew"
    #expect(try caller.post("/logout/1.0/json").values("Set-Cookie") == ["session_id=; \(attributes); Max-Age=0"])
  }

  @Test("is set by no other call", arguments: ["/partner/dashboard", "/get_countries/1.0/json", "/signup/1.0/json"])
  func others(_ path: String) throws {
    #expect(try TestServer.start().signIn("igor@nebeus.example").post(path).field("Set-Cookie") == nil)
  }

  @Test("is cleared by no logout of somebody who has none")
  func nothingToClear() throws {
    #expect(try TestServer.start().visitor().post("/logout/1.0/json").field("Set-Cookie") == nil)
  }
}
