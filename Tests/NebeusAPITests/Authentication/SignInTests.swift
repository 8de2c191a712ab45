import JSON
import NebeusAPI
import ServerTestSupport
import TestSupport
import Testing

@Suite("POST /signin/1.0/json")
struct SignInTests {
  private static let incorrect = failure("Login or password is incorrect")

  private static func failure(_ message: String) -> String {
    #"{"id":null,"jsonrpc":"2.0","result":{"status":"error","message":"\#(message)"}}"#
  }

  private func body(_ login: String, _ password: String = "reference-password") -> String {
    #"{"login":"\#(login)","password":"\#(password)"}"#
  }

  @Test("shows what the tables say of the user")
  func state() throws {
    let server = try TestServer.start()
    try server.change(
      """
      UPDATE res_partner SET name = 'Zoë', surname = NULL, lang = 'es_ES', tz = NULL WHERE id = 169;
      UPDATE res_users SET company_id = 7, login = 'zoe@nebeus.example' WHERE id = 154;
      """)
    let answer = try server.visitor().post("/signin/1.0/json", body("zoe@nebeus.example"))
    #expect(
      answer.text == #"[{"id":null,"jsonrpc":"2.0","result":{"company_id":7,"db":"nebeus","#
        + #""session_id":"95gdjkhksdhfjwehwlew","uid":154,"name":"Zo\u00eb","surname":false,"partner_id":169,"#
        + #""user_context":{"lang":"es_ES","tz":false,"uid":154},"username":"Zo\u00eb"}}]"#)
  }

  @Test(
    "does not mind the letter case of the e-mail",
    arguments: ["igor@nebeus.example", "IGOR@NEBEUS.EXAMPLE", "Igor@Nebeus.Example"])
  func letterCase(_ login: String) throws {
    let answer = try TestServer.start().visitor().post("/signin/1.0/json", body(login))
    #expect(try answer.json[0]?["result"]?["uid"]?.integer == 154)
  }

  @Test("keeps the session that it gives")
  func session() throws {
    let server = try TestServer.start()
    _ = try server.signIn("igor@nebeus.example")
    #expect(
      try server.rows("SELECT id, user_id, last_used FROM http_session")
        == [["95gdjkhksdhfjwehwlew", "154", "2017-03-03 12:00:00"]])
  }

  @Test("takes the password that the table has now")
  func password() throws {
    let server = try TestServer.start()
    let hash = try Password.hash("quite another")
    try server.change("UPDATE res_users SET password_crypt = '\(hash)' WHERE id = 154")
    let caller = try server.visitor()
    #expect(try caller.post("/signin/1.0/json", body("igor@nebeus.example")).text == Self.incorrect)
    let answer = try caller.post("/signin/1.0/json", body("igor@nebeus.example", "quite another"))
    #expect(try answer.json[0]?["result"]?["uid"]?.integer == 154)
  }

  @Test(
    "refuses in the documented form, keeps nothing and sets no cookie",
    arguments: [
      (#"{"login":"igor@nebeus.example","password":"wrong"}"#, incorrect),
      (#"{"login":"nobody@nebeus.example","password":"reference-password"}"#, incorrect),
      (#"{"login":" igor@nebeus.example","password":"reference-password"}"#, incorrect),
      (#"{"login":"igor@nebeus.example","password":"reference-password\u0000"}"#, incorrect),
      (#"{"login":"igor@nebeus.example","password":"Reference-Password"}"#, incorrect),
      (
        #"{"login":"igor@nebeus.example","password":"\#(String(repeating: "p", count: 129))"}"#, incorrect
      ),
      (#"{"password":"reference-password"}"#, failure("Login should be specified")),
      (#"{"login":"","password":"reference-password"}"#, failure("Login should be specified")),
      (#"{"login":null,"password":"reference-password"}"#, failure("Login should be specified")),
      (#"{"login":154,"password":"reference-password"}"#, failure("Login should be a string")),
      (#"{"login":["igor@nebeus.example"],"password":"x"}"#, failure("Login should be a string")),
      (#"{"login":"igor@nebeus.example"}"#, failure("Password should be specified")),
      (#"{"login":"igor@nebeus.example","password":""}"#, failure("Password should be specified")),
      (#"{"login":"igor@nebeus.example","password":{}}"#, failure("Password should be a string")),
      ("{}", failure("Login should be specified")),
    ])
  func refuses(_ body: String, _ text: String) throws {
    let server = try TestServer.start()
    let answer = try server.visitor().post("/signin/1.0/json", body)
    #expect(answer.status == 200)
    #expect(answer.text == text)
    #expect(answer.field("Set-Cookie") == nil)
    #expect(try server.rows("SELECT * FROM http_session").isEmpty)
  }

  @Test("lets a refused caller keep the session that it has")
  func refusedWithSession() throws {
    let server = try TestServer.start()
    let caller = try server.signIn("igor@nebeus.example")
    #expect(try caller.post("/signin/1.0/json", body("igor@nebeus.example", "wrong")).text == Self.incorrect)
    #expect(try caller.post("/partner/dashboard").json["name"]?.string == "Igor")
  }

  @Test("answers a plain envelope in the other dialect", arguments: [("right", "result"), ("wrong", "result")])
  func dialect(_ password: String, _ key: String) throws {
    let caller = try TestServer.start().visitor(["Prefer": "dialect=jsonrpc"])
    let answer = try caller.post("/signin/1.0/json", body("igor@nebeus.example", password))
    #expect(try answer.json.members?.map(\.key) == ["jsonrpc", "id", key])
  }
}
