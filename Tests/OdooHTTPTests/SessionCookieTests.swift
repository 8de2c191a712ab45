import ServerTestSupport
import TestSupport
import Testing

@testable import MockServer

@Suite("SessionCookie")
struct SessionCookieTests {
  private let signIn = #"{"login":"igor@nebeus.example","password":"reference-password"}"#

  @Test(
    "has the attributes that are configured",
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

  @Test("is not set by a sign-in that could not be committed, whose session nobody knows")
  func failedCommit() throws {
    let server = try TestServer.start()
    try server.change(
      """
      CREATE TABLE broken (id INTEGER REFERENCES res_users (id) DEFERRABLE INITIALLY DEFERRED);
      CREATE TRIGGER breaks AFTER INSERT ON http_session BEGIN INSERT INTO broken VALUES (99999999); END
      """, in: "lucy")
    let caller = try server.visitor(["X-Odoo-Database": "lucy"])
    let answer = try caller.post("/signin/1.0/json", signIn)
    #expect(try answer.json["error"]?["code"]?.integer == 200)
    #expect(answer.field("Set-Cookie") == nil)
    // Were the session known as lucy's, this call would be, too.
    _ = try server.visitor(["Cookie": "session_id=95gdjkhksdhfjwehwlew"]).post("/get_countries/1.0/json")
    #expect(try server.visitor().journal().count == 1)
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
