import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("POST /logout/1.0/json")
struct LogOutTests {
  private let success = #"[{"id":null,"jsonrpc":"2.0","result":{"status":"success"}}]"#

  @Test("ends the session and its cookie")
  func ends() throws {
    let server = try TestServer.start()
    let caller = try server.signIn("igor@nebeus.example")
    let answer = try caller.post("/logout/1.0/json")
    #expect(answer.text == success)
    #expect(answer.field("Set-Cookie") == "session_id=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
    #expect(try caller.post("/partner/dashboard").json["error"]?["code"]?.integer == 100)
    #expect(try server.rows("SELECT * FROM http_session").isEmpty)
  }

  @Test("ends no other session of the user, nor anyone else's")
  func others() throws {
    let server = try TestServer.start()
    let first = try server.signIn("igor@nebeus.example")
    let second = try server.signIn("igor@nebeus.example")
    let other = try server.signIn("anonymous@nebeus.example")
    _ = try first.post("/logout/1.0/json")
    #expect(try second.post("/partner/dashboard").json["name"]?.string == "Igor")
    #expect(try other.post("/partner/dashboard").json["name"]?.string == "User")
  }

  @Test("succeeds without a session", arguments: [[:], ["X-Openerp-Session-Id": "nothing"], ["Cookie": "session_id="]])
  func without(_ fields: [String: String]) throws {
    let answer = try TestServer.start().visitor(fields).post("/logout/1.0/json")
    #expect(answer.status == 200)
    #expect(answer.text == success)
  }

  @Test("succeeds twice")
  func twice() throws {
    let caller = try TestServer.start().signIn("igor@nebeus.example")
    #expect(try caller.post("/logout/1.0/json").text == success)
    #expect(try caller.post("/logout/1.0/json").text == success)
  }

  @Test("ends a session that means its database, too")
  func database() throws {
    let server = try TestServer.start()
    let caller = try server.signIn("igor@nebeus.example", "reference-password", ["X-Odoo-Database": "lucy"])
    caller.fields["X-Odoo-Database"] = nil
    #expect(try caller.post("/logout/1.0/json").text == success)
    _ = try caller.post("/partner/dashboard")
    #expect(try server.visitor().journal().map { $0["path"]?.string } == ["/partner/dashboard"])
  }

  @Test("ends a session in its own database only")
  func otherDatabase() throws {
    let server = try TestServer.start()
    let caller = try server.signIn("igor@nebeus.example", "reference-password", ["X-Odoo-Database": "lucy"])
    caller.fields["X-Odoo-Database"] = "other"
    #expect(try caller.post("/logout/1.0/json").text == success)
    caller.fields["X-Odoo-Database"] = nil
    #expect(try caller.post("/partner/dashboard").json["name"]?.string == "Igor")
  }
}
