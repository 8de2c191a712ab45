import ServerTestSupport
import TestSupport
import Testing

@Suite("Presence")
struct PresenceTests {
  private let login = "ocelot@nebeus.example"

  @Test("is online once a call is answered, away ten minutes later, offline when the session is over")
  func passes() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    let caller = try server.signIn(login)
    #expect(try presence(in: server) == "away")
    _ = try caller.post("/im_chat/api/get_sessions")
    #expect(try presence(in: server) == "online")
    try server.setClock("2017-03-30 09:29:59")
    #expect(try presence(in: server) == "online")
    try server.setClock("2017-03-30 09:30:00")
    #expect(try presence(in: server) == "away")
    try server.setClock("2017-04-06 09:19:59")
    #expect(try presence(in: server) == "away")
    try server.setClock("2017-04-06 09:20:00")
    #expect(try presence(in: server) == "offline")
  }

  @Test("is offline once the user has signed out everywhere, whatever the fixture said")
  func forgetsTheFixture() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    let caller = try server.signIn(login)
    let other = try server.signIn(login)
    _ = try other.post("/logout/1.0/json")
    #expect(try presence(in: server) == "away")
    _ = try caller.post("/logout/1.0/json")
    #expect(try presence(in: server) == "offline")
    // The other users are as they were.
    #expect(try server.rows("SELECT im_status FROM im_chat_presence WHERE user_id <> 6") == [["away"], ["away"]])
  }

  @Test("is offline after signing out where the only other session has just expired")
  func signsOutOfTheLast() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    _ = try server.signIn(login)
    try server.setClock("2017-04-06 09:20:00")
    _ = try server.signIn(login).post("/logout/1.0/json")
    #expect(try presence(in: server) == "offline")
  }

  @Test("is the fixture's for who only signed in, whatever was called without a session")
  func staysTheFixtures() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    _ = try server.signIn(login)
    let caller = try server.visitor()
    _ = try caller.post("/im_chat/api/get_sessions")
    #expect(try presence(in: server) == "away")
  }

  @Test("is offline after signing out, and online again by a call, a refused one too")
  func signsOut() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    let caller = try server.signIn(login)
    _ = try caller.post("/im_chat/api/get_sessions")
    _ = try caller.post("/logout/1.0/json")
    #expect(try presence(in: server) == "offline")
    _ = try server.signIn(login).post("/im_chat/api/history", #"{"uuid":"nowhere"}"#)
    #expect(try presence(in: server) == "online")
  }

  @Test("is written once within a second")
  func writesOnce() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    let caller = try server.signIn(login)
    _ = try caller.post("/im_chat/api/get_sessions", "[{},{}]")
    try server.change(
      """
      CREATE TRIGGER tells AFTER UPDATE ON im_chat_presence
      BEGIN INSERT INTO res_groups (name) VALUES ('written again'); END
      """)
    _ = try caller.post("/im_chat/api/get_sessions", "[{},{}]")
    #expect(try server.rows("SELECT * FROM res_groups") == [])
    try server.setClock("2017-03-30 09:20:01")
    _ = try caller.post("/im_chat/api/get_sessions")
    #expect(try server.rows("SELECT count(*) FROM res_groups") == [["1"]])
  }

  /// How another user sees the caller.
  private func presence(in server: TestServer) throws -> String? {
    let answer = try server.signIn("russian@support.ru").post("/im_chat/api/user_chat_ab/get_all_users")
    return try answer.json[1]?["im_status"]?.string
  }
}
