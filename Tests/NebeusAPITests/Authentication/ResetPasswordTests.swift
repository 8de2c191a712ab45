import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("POST /reset_password/1.0/json")
struct ResetPasswordTests {
  private static func failure(_ message: String) -> String {
    #"[{"id":null,"jsonrpc":"2.0","result":{"status":"error","message":"\#(message)"}}]"#
  }

  @Test(
    "sends a mail with a link that leads back to this server",
    arguments: ["localhost", "127.0.0.1:8069", "[::1]:8069", "lucy.localhost:8069"])
  func mail(_ host: String) throws {
    let server = try TestServer.start()
    let database = host.hasPrefix("lucy") ? "lucy" : "nebeus"
    let answer = try server.visitor(["Host": host]).post(
      "/reset_password/1.0/json", #"{"login":"IGOR@nebeus.example"}"#)
    #expect(try answer.json[0]?["result"]?["status"]?.string == "success")
    let token = try #require(try server.rows("SELECT token FROM reset_password_token", in: database).first?.first)
    #expect(token.utf8.count == 64)
    let link = "http://\(host)/web/reset_password?db=\(database)&token=\(token)"
    let sent = try server.rows(#"SELECT kind, "to", code, code_id, link, sent_at, body FROM mock_outbox"#, in: database)
    #expect(
      sent.map { $0.dropLast() } == [
        ["reset_password", "igor@nebeus.example", "NULL", "NULL", link, "2017-03-03 12:00:00"]
      ])
    #expect(sent.first?.last?.hasSuffix(link) == true)
  }

  @Test("gives each mail its own link, valid for a day")
  func links() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    _ = try caller.post("/reset_password/1.0/json", #"{"login":"igor@nebeus.example"}"#)
    _ = try caller.post("/reset_password/1.0/json", #"{"login":"igor@nebeus.example"}"#)
    #expect(
      try server.rows("SELECT count(DISTINCT token), user_id, expires FROM reset_password_token GROUP BY 2, 3")
        == [["2", "154", "2017-03-04 12:00:00"]])
  }

  @Test("sends to the user who has the login now")
  func state() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    try server.change("UPDATE res_users SET login = 'nobody@nebeus.example' WHERE id = 154")
    let before = try caller.post("/reset_password/1.0/json", #"{"login":"igor@nebeus.example"}"#)
    #expect(before.text == Self.failure("There is no user with this email"))
    _ = try caller.post("/reset_password/1.0/json", #"{"login":"nobody@nebeus.example"}"#)
    #expect(try server.rows(#"SELECT "to" FROM mock_outbox"#) == [["nobody@nebeus.example"]])
  }

  @Test(
    "refuses in the documented form and sends nothing",
    arguments: [
      (#"{"login":"nobody@nebeus.example"}"#, failure("There is no user with this email")),
      (#"{"login":""}"#, failure("Login should be specified")),
      (#"{"login":7}"#, failure("Login should be a string")),
      ("{}", failure("Login should be specified")),
    ])
  func refuses(_ body: String, _ text: String) throws {
    let server = try TestServer.start()
    let answer = try server.visitor().post("/reset_password/1.0/json", body)
    #expect(answer.status == 200)
    #expect(answer.text == text)
    #expect(try server.rows("SELECT id FROM mock_outbox").isEmpty)
    #expect(try server.rows("SELECT token FROM reset_password_token").isEmpty)
  }
}
