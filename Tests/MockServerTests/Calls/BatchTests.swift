import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("A batch")
struct BatchTests {
  @Test("is answered by the array of its calls' plain envelopes, in order", arguments: ["documented", "jsonrpc"])
  func order(_ dialect: String) throws {
    let caller = try TestServer.start().visitor(["Prefer": "dialect=\(dialect)"])
    let answer = try caller.post(
      "/reset_password/1.0/json",
      #"[{"id":1,"params":{"login":"igor@nebeus.example"}},{"id":"b","params":{"login":"x"}},{"login":7},9]"#)
    #expect(answer.status == 200)
    #expect(
      answer.text == #"[{"jsonrpc":"2.0","id":1,"result":{"status":"success"}},"#
        + #"{"jsonrpc":"2.0","id":"b","result":{"status":"error","message":"There is no user with this email"}},"#
        + #"{"jsonrpc":"2.0","id":null,"result":{"status":"error","message":"Login should be a string"}},"#
        + #"{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid Request","data":"#
        + #"{"name":"InvalidRequest","message":"A call is a JSON object: this is 9","#
        + #""arguments":["A call is a JSON object: this is 9"],"debug":""}}}]"#)
  }

  @Test("writes what passes and nothing of what is refused, call by call")
  func writes() throws {
    let server = try TestServer.start()
    let users = [
      NewUser(["login": #""a@b.cd""#]), NewUser(["login": #""b@b.cd""#, "name": nil]), NewUser(["login": #""A@b.cd""#]),
      NewUser(["login": #""c@b.cd""#]),
    ]
    _ = try server.visitor().post("/signup/1.0/json", "[" + users.map(\.json).joined(separator: ",") + "]")
    #expect(try server.rows("SELECT login FROM res_users WHERE id > 154") == [["a@b.cd"], ["c@b.cd"]])
  }

  @Test("has a hundred calls at most", arguments: [(1, 200), (100, 200), (101, 400)])
  func limit(_ count: Int, _ status: Int) throws {
    let batch = "[" + Array(repeating: "{}", count: count).joined(separator: ",") + "]"
    let answer = try TestServer.start().visitor().post("/logout/1.0/json", batch)
    #expect(answer.status == status)
    #expect(try status == 200 ? answer.json.count == count : answer.json["error"]?["code"]?.integer == -32600)
  }

  @Test("uses the caller's session in each of its calls")
  func session() throws {
    let answer = try TestServer.start().signIn("igor@nebeus.example").post(
      "/partner/dashboard", #"[{"id":1,"params":{}},{"id":2,"params":{}}]"#)
    #expect(try answer.json.array?.map { $0["result"]?["name"]?.string } == ["Igor", "Igor"])
  }

  @Test("has no session any more after the call that ends it")
  func ended() throws {
    let server = try TestServer.start()
    let caller = try server.signIn("igor@nebeus.example")
    #expect(try caller.post("/logout/1.0/json", "[{},{}]").json.count == 2)
    #expect(try server.rows("SELECT id FROM http_session").isEmpty)
  }

  @Test("of sign-ins gives a session each")
  func signIns() throws {
    let call = #"{"login":"igor@nebeus.example","password":"reference-password"}"#
    let server = try TestServer.start()
    let caller = try server.visitor()
    let answer = try caller.post("/signin/1.0/json?db=lucy", "[\(call),\(call)]")
    let sessions = try answer.json.array?.compactMap { $0["result"]?["session_id"]?.string } ?? []
    #expect(Set(sessions).count == 2)
    #expect(answer.values("Set-Cookie") == ["session_id=\(sessions.last ?? ""); Path=/; HttpOnly; SameSite=Lax"])
    for session in sessions {
      #expect(try caller.post("/partner/dashboard?session_id=\(session)").json["name"]?.string == "Igor")
    }
  }
}
