import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("A session")
struct SessionTests {
  /// A server where Igor and the anonymous user are signed in, and their sessions.
  private func signedIn() throws -> (server: TestServer, igor: String, other: String) {
    let server = try TestServer.start()
    let igor = try server.signIn("igor@nebeus.example").fields["X-Openerp-Session-Id"]
    let other = try server.signIn("anonymous@nebeus.example").fields["X-Openerp-Session-Id"]
    return (server, try #require(igor), try #require(other))
  }

  @Test(
    "is brought in three ways: the query counts before the header, and that before the cookie",
    arguments: [
      ("", "", "igor", "Igor"), ("", "igor", "", "Igor"), ("igor", "", "", "Igor"), ("igor", "other", "other", "Igor"),
      ("", "igor", "other", "Igor"), ("other", "igor", "igor", "User"), ("", "other", "igor", "User"),
    ])
  func ways(_ query: String, _ header: String, _ cookie: String, _ name: String) throws {
    let (server, igor, other) = try signedIn()
    func session(_ who: String) -> String { who == "igor" ? igor : other }
    let caller = try server.visitor()
    if !header.isEmpty { caller.fields["X-Openerp-Session-Id"] = session(header) }
    if !cookie.isEmpty { caller.fields["Cookie"] = "theme=dark; session_id=\(session(cookie)); session_id=x" }
    let path = "/partner/dashboard" + (query.isEmpty ? "" : "?a=b&session_id=\(session(query))")
    #expect(try caller.post(path).json["name"]?.string == name)
  }

  @Test(
    "is looked for further where one is empty",
    arguments: [
      ("?session_id=", [:]), ("", ["X-Openerp-Session-Id": ""]), ("?session_id", ["X-Openerp-Session-Id": ""]),
    ]
      as [(String, [String: String])])
  func empty(_ query: String, _ fields: [String: String]) throws {
    let (server, igor, _) = try signedIn()
    let caller = try server.visitor(fields)
    caller.fields["Cookie"] = "session_id=\(igor)"
    #expect(try caller.post("/partner/dashboard" + query).json["name"]?.string == "Igor")
  }

  @Test("is invalid", arguments: ["", "nothing", "95GDJKHKSDHFJWEHWLEW", "95gdjkhksdhfjwehwle", "' OR 1=1 --"])
  func unknown(_ id: String) throws {
    let server = try TestServer.start()
    _ = try server.signIn("igor@nebeus.example")
    let answer = try server.visitor(["X-Openerp-Session-Id": id]).post("/partner/dashboard")
    #expect(try answer.json["error"]?["code"]?.integer == 100)
  }

  @Test(
    "is good for seven days without use",
    arguments: [("2017-03-10 11:59:59", true), ("2017-03-10 12:00:00", false), ("2018-01-01 00:00:00", false)])
  func week(_ moment: String, _ isGood: Bool) throws {
    let server = try TestServer.start()
    let caller = try server.signIn("igor@nebeus.example")
    try server.setClock(moment)
    #expect(try (caller.post("/partner/dashboard").json["name"]?.string == "Igor") == isGood)
  }

  @Test(
    "is used by every call that it comes with, refused ones and public ones too",
    arguments: [
      ("/partner/dashboard", "{}"), ("/get_countries/1.0/json", "{}"), ("/reset_password/1.0/json", "{}"),
      ("/signin/1.0/json", "{}"),
    ])
  func touched(_ path: String, _ body: String) throws {
    let server = try TestServer.start()
    let caller = try server.signIn("igor@nebeus.example")
    try server.setClock("2017-03-10 11:59:59")
    _ = try caller.post(path, body)
    #expect(try server.rows("SELECT last_used FROM http_session") == [["2017-03-10 11:59:59"]])
    try server.setClock("2017-03-17 11:59:58")
    #expect(try caller.post("/partner/dashboard").json["name"]?.string == "Igor")
  }

  @Test("is not used by a body that can't be read")
  func untouched() throws {
    let server = try TestServer.start()
    let caller = try server.signIn("igor@nebeus.example")
    try server.setClock("2017-03-04 00:00:00")
    _ = try caller.post("/partner/dashboard", "{")
    #expect(try server.rows("SELECT last_used FROM http_session") == [["2017-03-03 12:00:00"]])
  }

  @Test("has 256 random bits")
  func random() throws {
    let server = try TestServer.start(scenario: "demo", clock: "2017-03-03T12:00:00Z")
    try server.change("UPDATE res_users SET login = 'lucy@b.cd' WHERE id = (SELECT min(id) FROM res_users)")
    _ = try server.visitor().post("/signup/1.0/json", NewUser().json)
    let sessions = try (0..<4).map { _ in
      try server.signIn("new@nebeus.example", "a long secret").fields["X-Openerp-Session-Id"] ?? ""
    }
    #expect(Set(sessions).count == 4)
    #expect(sessions.allSatisfy { $0.count == 64 && $0.allSatisfy(\.isHexDigit) })
  }

  @Test("is repeated by a seed, in each database anew, and by no other", arguments: [(7, 7, true), (7, 8, false)])
  func seeded(_ first: UInt64, _ second: UInt64, _ isEqual: Bool) throws {
    func sessions(_ seed: UInt64) throws -> [String?] {
      let server = try TestServer.start(seed: seed)
      try server.change("DELETE FROM mock_generated")
      try server.change("DELETE FROM mock_generated", in: "lucy")
      return try ["nebeus", "nebeus", "lucy"].map { database in
        try server.signIn("igor@nebeus.example", "reference-password", ["X-Odoo-Database": database])
          .fields["X-Openerp-Session-Id"]
      }
    }
    let one = try sessions(first)
    #expect(one[0] == one[2] && one[0] != one[1])
    #expect(try (one == sessions(second)) == isEqual)
  }

  @Test("is valid in its own database only")
  func database() throws {
    let server = try TestServer.start()
    let caller = try server.signIn("igor@nebeus.example", "reference-password", ["X-Odoo-Database": "lucy"])
    #expect(try caller.post("/partner/dashboard").json["name"]?.string == "Igor")
    caller.fields["X-Odoo-Database"] = "nebeus"
    #expect(try caller.post("/partner/dashboard").json["error"]?["code"]?.integer == 100)
  }

  @Test("ends with its user")
  func user() throws {
    let server = try TestServer.start()
    let caller = try server.signIn("igor@nebeus.example")
    try server.change("DELETE FROM res_users WHERE id = 154")
    #expect(try caller.post("/partner/dashboard").json["error"]?["code"]?.integer == 100)
  }
}
