import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("Many clients at once")
struct ConcurrencyTests {
  private static let clients = 16

  @Test("post into one session: each message is kept once, and each client's ids grow")
  func posts() async throws {
    let crowd = try Crowd(scenario: "demo")
    let server = crowd.server
    defer { crowd.leave() }
    let posts = 25
    let before = try server.rows("SELECT count(*) FROM im_chat_message")[0][0]
    let ids = try await Self.all { client in
      let caller = try server.signIn(client % 2 == 0 ? Self.lucy : Self.mateo, Self.password)
      return try (0..<posts).map { number in
        let answer = try caller.call(
          "/im_chat/post",
          #"{"uuid":"\#(Self.session)","message_type":"message","message_content":"\#(client)/\#(number)"}"#)
        return try #require(try answer.json["result"]?["message_id"]?.integer)
      }
    }
    for own in ids { #expect(own == own.sorted()) }
    let all = ids.joined().sorted()
    #expect(Set(all).count == Self.clients * posts)
    // Nothing else is posted meanwhile, so that there is no gap.
    #expect(try all == Array(#require(all.first)...(#require(all.last))))
    #expect(try server.rows("SELECT count(*) - \(before) FROM im_chat_message") == [["\(all.count)"]])
    let kept = try server.rows("SELECT message FROM im_chat_message ORDER BY id DESC LIMIT \(all.count)").joined()
    let sent = (0..<Self.clients).flatMap { client in (0..<posts).map { "\(client)/\($0)" } }
    #expect(kept.sorted() == sent.sorted())
  }

  @Test("ask for the session of one pair: both users get the same one, which is made once")
  func pair() async throws {
    let crowd = try Crowd(scenario: "demo")
    let server = crowd.server
    defer { crowd.leave() }
    let before = try server.rows("SELECT count(*) FROM im_chat_session")[0][0]
    let answers = try await Self.all { client in
      let isLucy = client % 2 == 0
      let caller = try server.signIn(isLucy ? Self.lucy : Self.mateo, Self.password)
      let answer = try caller.call(
        "/im_chat/api/get_or_create_session",
        #"{"user_to":\#(isLucy ? 7 : 6),"doc_model":"res.partner","doc_id":777}"#)
      return try [#require(try answer.json["uuid"]?.string ?? answer.json["result"]?["uuid"]?.string)]
    }
    #expect(Set(answers.joined()).count == 1)
    #expect(try server.rows("SELECT count(*) - \(before) FROM im_chat_session") == [["1"]])
  }

  @Test("are the first to name a database: it is made once, and all are in it")
  func newDatabase() async throws {
    let crowd = try Crowd(scenario: "reference")
    let server = crowd.server
    defer { crowd.leave() }
    let answers = try await Self.all { client in
      let caller = try server.visitor(["X-Odoo-Database": "new"])
      return [try caller.post("/signup/1.0/json", NewUser(["login": #""user\#(client)@x.example""#]).json).status]
    }
    #expect(Set(answers.joined()) == [200])
    #expect(try server.visitor().get("/_mock/health").json["databases"]?.integer == 2)
    #expect(
      try server.rows("SELECT count(*) FROM res_users WHERE login LIKE 'user%@x.example'", in: "new") == [
        ["\(Self.clients)"]
      ])
  }

  @Test("name a database each: each has its own")
  func databases() async throws {
    let crowd = try Crowd(scenario: "reference")
    let server = crowd.server
    defer { crowd.leave() }
    _ = try await Self.all { client in
      let caller = try server.visitor(["X-Odoo-Database": "own-\(client)"])
      return [try caller.post("/signup/1.0/json", NewUser().json).status]
    }
    #expect(try server.visitor().get("/_mock/health").json["databases"]?.integer == Self.clients + 1)
    for client in 0..<Self.clients {
      #expect(try server.rows("SELECT count(*) FROM res_users", in: "own-\(client)") == [["3"]])
    }
    #expect(try server.rows("SELECT count(*) FROM res_users") == [["2"]])
  }

  @Test("sign in as one user: each has its own session")
  func sessions() async throws {
    let crowd = try Crowd(scenario: "demo")
    let server = crowd.server
    defer { crowd.leave() }
    let sessions = try await Self.all { _ in
      let caller = try server.signIn(Self.lucy, Self.password)
      return try [#require(caller.fields["X-Openerp-Session-Id"])]
    }
    #expect(Set(sessions.joined()).count == Self.clients)
    #expect(try server.rows("SELECT count(*) FROM http_session WHERE user_id = 6") == [["\(Self.clients)"]])
  }

  private static let lucy = "lucy@demo.example"
  private static let mateo = "mateo@demo.example"
  private static let password = "demo-password"
  /// The session of the two.
  private static let session = "325d8b4a-6eef-4c57-ab59-7f442625c029"

  /// What every client's work returns, the clients at the same time, in their order.
  private static func all<Answer: Sendable>(
    _ work: @escaping @Sendable (_ client: Int) throws -> [Answer]
  ) async throws -> [[Answer]] {
    try await withThrowingTaskGroup(of: (Int, [Answer]).self) { group in
      for client in 0..<clients { group.addTask { (client, try work(client)) } }
      let answers = try await group.reduce(into: [:]) { all, one in all[one.0] = one.1 }
      return (0..<clients).compactMap { answers[$0] }
    }
  }
}
