import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("The page /web/reset_password")
struct ResetPasswordPageTests {
  private let stale = "The link is unknown, used or too old."

  /// The path and query of the link in the one mail that `login` was sent.
  private func link(_ login: String = "igor@nebeus.example", of server: TestServer, in database: String = "nebeus")
    throws
    -> String
  {
    let caller = try server.visitor(["X-Odoo-Database": database])
    _ = try caller.post("/reset_password/1.0/json", #"{"login":"\#(login)"}"#)
    let link = try #require(try server.rows("SELECT link FROM mock_outbox ORDER BY id DESC", in: database).first?.first)
    return String(link.dropFirst("http://localhost".count))
  }

  private func set(_ password: String, _ confirmation: String, at link: String, of server: TestServer) throws
    -> RawResponse
  {
    try server.visitor().post(
      link, "password=\(password)&confirm_password=\(confirmation)", type: "application/x-www-form-urlencoded")
  }

  @Test("shows a form that is neither kept nor able to run scripts")
  func form() throws {
    let server = try TestServer.start()
    let answer = try server.visitor().get(try link(of: server))
    #expect(answer.status == 200)
    #expect(answer.field("Content-Type") == "text/html; charset=utf-8")
    #expect(answer.field("Cache-Control") == "no-store")
    #expect(answer.field("Content-Security-Policy")?.hasPrefix("default-src 'none'") == true)
    #expect(answer.text.contains("<p>For igor@nebeus.example</p>"))
    #expect(answer.text.contains(#"<form method="post">"#))
    #expect(answer.text.hasPrefix("<!doctype html>\n") && answer.text.hasSuffix("</form>\n</main>\n"))
    #expect(answer.text.contains(#"name="password""#) && answer.text.contains(#"name="confirm_password""#))
  }

  @Test("sets the password, ends the user's sessions and uses the link up")
  func sets() throws {
    let server = try TestServer.start()
    let igor = try server.signIn("igor@nebeus.example")
    let other = try server.signIn("anonymous@nebeus.example")
    let older = try link(of: server)
    let link = try link(of: server)
    let answer = try set("a+new%20secret", "a+new+secret", at: link, of: server)
    #expect(answer.status == 200)
    #expect(answer.text.contains("The new password is set"))
    #expect(try igor.post("/partner/dashboard").json["error"]?["code"]?.integer == 100)
    #expect(try other.post("/partner/dashboard").json["name"]?.string == "User")
    #expect(throws: TestServer.NotSignedIn.self) { try server.signIn("igor@nebeus.example") }
    let again = try server.signIn("igor@nebeus.example", "a new secret")
    #expect(try again.post("/partner/dashboard").json["name"]?.string == "Igor")
    #expect(try server.visitor().get(link).status == 404)
    #expect(try server.visitor().get(older).status == 404)
    #expect(try set("another+secret", "another+secret", at: link, of: server).status == 404)
    #expect(throws: TestServer.NotSignedIn.self) { try server.signIn("igor@nebeus.example", "another secret") }
  }

  @Test("knows a link by its token while others are open, and changes nothing of another user")
  func ownUser() throws {
    let server = try TestServer.start()
    let igor = try link(of: server)
    let other = try link("anonymous@nebeus.example", of: server)
    #expect(try server.visitor().get("/web/reset_password?db=nebeus&token=00").status == 404)
    #expect(try server.visitor().get(igor).text.contains("<p>For igor@nebeus.example</p>"))
    #expect(try server.visitor().get(other).text.contains("<p>For anonymous@nebeus.example</p>"))
    #expect(try set("a+new+secret", "a+new+secret", at: igor, of: server).status == 200)
    _ = try server.signIn("anonymous@nebeus.example")
    #expect(try server.visitor().get(other).status == 200)
  }

  @Test(
    "refuses a password and lets the user try again",
    arguments: [
      ("1234567", "1234567", "Password should have at least 8 characters"),
      ("12345678", "12345679", "Password and its confirmation should be equal"),
      ("12345678", "", "Password and its confirmation should be equal"),
      ("", "", "Password should have at least 8 characters"),
      ("1234567%00", "1234567%00", "Password should not have a NUL character"),
      (
        String(repeating: "p", count: 129), String(repeating: "p", count: 129),
        "Password should have at most 128 bytes"
      ),
    ])
  func refuses(_ password: String, _ confirmation: String, _ complaint: String) throws {
    let server = try TestServer.start()
    let link = try link(of: server)
    let before = try server.rows("SELECT * FROM res_users")
    let answer = try set(password, confirmation, at: link, of: server)
    #expect(answer.status == 400)
    #expect(answer.text.contains(#"<p role="alert">\#(complaint)</p>"#))
    #expect(answer.text.contains("<form"))
    #expect(try server.rows("SELECT * FROM res_users") == before)
    #expect(try set("12345678", "12345678", at: link, of: server).status == 200)
  }

  @Test("takes a link for a day", arguments: [("2017-03-04 11:59:59", 200), ("2017-03-04 12:00:00", 404)])
  func day(_ moment: String, _ status: Int) throws {
    let server = try TestServer.start()
    let link = try link(of: server)
    try server.setClock(moment)
    #expect(try server.visitor().get(link).status == status)
    #expect(try set("12345678", "12345678", at: link, of: server).status == status)
  }

  @Test(
    "says what is wrong with a link that leads nowhere",
    arguments: ["", "?token=", "?token=00", "?db=nebeus", "?db=nebeus&token=%3Cscript%3E"])
  func stale(_ query: String) throws {
    let answer = try TestServer.start().visitor().get("/web/reset_password" + query)
    #expect(answer.status == 404)
    #expect(answer.text.contains(stale))
    #expect(!answer.text.contains("script"))
  }

  @Test("takes a link in its own database only")
  func database() throws {
    let server = try TestServer.start()
    let link = try link(of: server, in: "lucy")
    let elsewhere = link.replacing("db=lucy", with: "db=nebeus")
    #expect(try server.visitor().get(elsewhere).status == 404)
    #expect(try server.visitor().get(link).status == 200)
  }

  @Test("writes a login as text, whatever is in it")
  func escapes() throws {
    let server = try TestServer.start()
    try server.change(#"UPDATE res_users SET login = '<b>"&' WHERE id = 154"#)
    let answer = try server.visitor().get(try link(#"<b>\"&"#, of: server))
    #expect(answer.text.contains("<p>For &lt;b>&quot;&amp;</p>"))
  }

  @Test("refuses an invalid database name", arguments: ["GET", "POST"])
  func badDatabase(_ method: String) throws {
    let server = try TestServer.start()
    let answer = try server.visitor().send(method, "/web/reset_password?db=No!&token=1", nil, type: nil)
    #expect(answer.status == 400)
    #expect(
      try answer.json["error"]?["data"]?["message"]?.string?.hasPrefix(#"invalid database name "No!""#) == true)
  }
}
