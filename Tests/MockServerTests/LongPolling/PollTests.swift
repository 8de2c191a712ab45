import Glibc
import JSON
import ServerTestSupport
import TestSupport
import Testing

@testable import MockServer

@Suite("POST /longpolling/poll")
struct PollTests {
  private static let path = "/longpolling/poll"
  private static let uuid = "37474642-60c7-4315-8575-0497ad23ac12"

  private let server: TestServer
  /// User 5 and user 8, who share the session 15.
  private let lynx: TestCaller
  private let other: TestCaller

  init() throws {
    server = try TestServer.start(scenario: "reference-chat") { _, http in http.loops = 2 }
    lynx = try server.signIn("lynx@nebeus.example")
    other = try server.signIn("russian@support.ru")
    // Both are online from here on.
    for caller in [lynx, other] { _ = try caller.post("/im_chat/api/init", #"{"name":""}"#) }
  }

  private static func params(_ last: Int, _ more: String = "") -> String {
    #"{"jsonrpc":"2.0","method":"call","id":7,"params":{"channels":[],"last":\#(last)\#(more)}}"#
  }

  /// A poll of `caller`'s that is left waiting, on a connection of its own.
  private func poll(_ caller: TestCaller, _ last: Int, _ more: String = "") throws -> RawClient {
    let client = try RawClient(port: server.port)
    client.owner = server
    let body = Self.params(last, more)
    try client.send(
      """
      POST \(Self.path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r
      X-Openerp-Session-Id: \(caller.fields["X-Openerp-Session-Id"] ?? "")\r\nContent-Length: \(body.utf8.count)\r\n\r
      \(body)
      """)
    return client
  }

  private func post(_ text: String, as caller: TestCaller) throws -> Int {
    let answer = try caller.post(
      "/im_chat/post", #"{"uuid":"\#(Self.uuid)","message_type":"message","message_content":"\#(text)"}"#)
    return try #require(try answer.json["result"]?["message_id"]?.integer)
  }

  /// The latest notification's id, as a poll in a batch reports it, which doesn't wait.
  private func latest(_ caller: TestCaller) throws -> Int {
    let found = try caller.post(Self.path, "[\(Self.params(0))]").json[0]?["result"]?.array ?? []
    return try #require(found.last?["id"]?.integer)
  }

  /// Returns when `count` polls wait. A thousand may take long on a busy machine: what counts is the time since the
  /// last one that came or left.
  private func awaitPolls(_ count: Int) throws {
    var (waiting, since) = (-1, ContinuousClock.now)
    while waiting != count {
      let found = try lynx.journal().count { $0["pending"] != nil }
      if found != waiting {
        (waiting, since) = (found, .now)
      } else {
        try #require(since.duration(to: .now) < WaitLimit.duration, "\(found) polls wait, not \(count)")
        usleep(10_000)
      }
    }
  }

  @Test("answers at once what is newer than the last, as the history has it, in the caller's channel")
  func answersAtOnce() throws {
    let first = try post("¿Qué?", as: lynx)
    let row = try #require(try other.post("/im_chat/api/history", #"{"uuid":"\#(Self.uuid)","limit":1}"#).json[0])
    let answer = try other.post(Self.path, Self.params(0))
    let found = try #require(try answer.json["result"]?.array?.last)
    #expect(found["message"]?.rawText == row.rawText)
    #expect(found["channel"]?.rawText == #"["nebeus","im_chat.session",8]"#)
    #expect(try answer.json["id"]?.integer == 7)
    let last = try #require(found["id"]?.integer)
    let second = try post("And?", as: other)
    let next = try #require(try other.post(Self.path, Self.params(last)).json["result"]?.array)
    #expect(next.map { $0["message"]?["id"]?.integer } == [second])
    #expect(second > first && next[0]["id"]?.integer == last + 1)
  }

  @Test("waits until a message is posted, in a session of the caller's")
  func waits() throws {
    let last = try latest(other)
    let waiting = try poll(other, last)
    try awaitPolls(1)
    // What changes nothing for the caller wakes nobody.
    _ = try lynx.post("/get_countries/1.0/json")
    try server.change("INSERT INTO im_chat_session_document (doc_model, doc_id) VALUES ('a', 1)")
    let id = try post("Here", as: lynx)
    let answer = try waiting.response()
    #expect(try answer.json["result"]?.array?.map { $0["message"]?["id"]?.integer } == [id])
    #expect(try awaitPolls(0) == ())
  }

  @Test("reports a changed view of a session to its user alone")
  func views() throws {
    let (mine, theirs) = (try latest(lynx), try latest(other))
    let waiting = try poll(lynx, mine)
    try awaitPolls(1)
    _ = try lynx.post("/im_chat/api/change_session_status", #"{"uuid":"\#(Self.uuid)","new_status":"folded"}"#)
    let found = try #require(try waiting.response().json["result"]?.array)
    #expect(found.count == 1)
    #expect(found[0]["message"]?["uuid"]?.string == Self.uuid && found[0]["message"]?["state"]?.string == "folded")
    _ = try post("Here", as: lynx)
    let others = try #require(try other.post(Self.path, Self.params(theirs)).json["result"]?.array)
    #expect(others.map { $0["message"]?["message"]?.string } == ["Here"])
  }

  @Test("reports a changed presence to those who share a session, and counts as presence only with im_presence")
  func presence() throws {
    var last = try latest(lynx)
    func told() throws -> [String?] {
      let waiting = try poll(lynx, last)
      defer { waiting.close() }
      let found = try #require(try waiting.response().json["result"]?.array)
      last = try #require(found.last?["id"]?.integer)
      return found.map { $0["message"]?.rawText }
    }
    try server.setClock("2017-03-30 09:40:00")
    _ = try other.post(Self.path, "[\(Self.params(0))]")
    _ = try other.post(Self.path, "[\(Self.params(0, #","options":{"im_presence":true}"#))]")
    #expect(try told() == [#"{"id":8,"im_status":"online"}"#])
    _ = try other.post("/logout/1.0/json")
    #expect(try told() == [#"{"id":8,"im_status":"offline"}"#])
  }

  @Test(
    "shows its user as there only where the client says so",
    arguments: [
      ("", "away"), (#","options":null"#, "away"), (#","options":{}"#, "away"),
      (#","options":{"im_presence":null}"#, "away"), (#","options":{"im_presence":false}"#, "away"),
      (#","options":{"im_presence":true}"#, "online"),
    ])
  func isThere(_ options: String, _ presence: String) throws {
    try server.setClock("2017-03-30 09:40:00")
    let answer = try other.post(Self.path, "[\(Self.params(0, options))]")
    #expect(try answer.json[0]?["result"]?.rawText == "[]")
    let users = try lynx.post("/im_chat/api/user_chat_ab/get_all_users").json
    #expect(users.array?.first { $0["id"]?.integer == 8 }?["im_status"]?.string == presence)
  }

  @Test("counts as presence when it comes, and not when it is answered")
  func answeredLater() throws {
    let waiting = try poll(other, try latest(other), #","options":{"im_presence":true}"#)
    try awaitPolls(1)
    try server.setClock("2017-03-30 09:40:00")
    _ = try post("Here", as: lynx)
    #expect(try waiting.response().status == 200)
    let users = try lynx.post("/im_chat/api/user_chat_ab/get_all_users").json
    #expect(users.array?.first { $0["id"]?.integer == 8 }?["im_status"]?.string == "away")
  }

  @Test("reports no presence of a user who was there before, though the clock was set back")
  func setBack() throws {
    let last = try latest(lynx)
    try server.setClock("2017-03-30 08:00:00")
    _ = try other.post("/im_chat/api/get_sessions")
    #expect(try lynx.post(Self.path, "[\(Self.params(last))]").json[0]?["result"]?.rawText == "[]")
  }

  @Test("refuses a missing session, and wrong arguments")
  func refuses() throws {
    #expect(try server.visitor().post(Self.path, Self.params(0)).json["error"]?["code"]?.integer == 100)
    for body in [
      #"{"last":-1}"#, #"{"last":"x"}"#, #"{"channels":[1]}"#, #"{"options":[]}"#, #"{"options":{"im_presence":5}}"#,
    ] {
      #expect(try lynx.post(Self.path, body).json["error"]?["code"]?.integer == -32602, "\(body)")
    }
  }

  @Test("answers a batch at once")
  func batch() throws {
    let last = try latest(lynx)
    let answer = try lynx.post(Self.path, "[\(Self.params(last)),\(Self.params(last))]")
    #expect(try answer.json.array?.map { $0["result"]?.rawText } == ["[]", "[]"])
  }

  @Test("a last above all ids counts as none: the database was reset")
  func ahead() throws {
    let id = try post("Here", as: lynx)
    let found = try #require(try other.post(Self.path, Self.params(1_000_000)).json["result"]?.array)
    #expect(found.contains { $0["message"]?["id"]?.integer == id })
  }

  @Test("is answered at once when its client ends its sending side")
  func leaves() throws {
    let last = try latest(lynx)
    let waiting = try poll(lynx, last)
    try awaitPolls(1)
    waiting.finishSending()
    #expect(try waiting.response().text == #"{"jsonrpc":"2.0","id":7,"result":[]}"#)
    try server.awaitWaiters(0)
  }

  @Test("is answered with nothing when its time is over, and the journal has it as ended")
  func timeout() throws {
    let server = try TestServer.start(scenario: "reference-chat") { settings, _ in
      #expect(settings.pollLimit == .seconds(50))
      settings.pollLimit = .milliseconds(10)
    }
    let caller = try server.signIn("lynx@nebeus.example")
    let start = ContinuousClock.now
    let answer = try caller.post(Self.path, Self.params(0))
    #expect(ContinuousClock.now - start >= .milliseconds(10))
    #expect(answer.text == #"{"jsonrpc":"2.0","id":7,"result":[]}"#)
    let entry = try #require(try caller.journal().first { $0["path"]?.string == Self.path })
    #expect(entry["pending"] == nil && entry["status"]?.integer == 200)
    // It is over: nothing waits any more, and what comes later is another poll's.
    try server.awaitWaiters(0)
    _ = try caller.post("/im_chat/post", #"{"uuid":"\#(Self.uuid)","message_type":"message","message_content":"a"}"#)
    let next = try caller.post(Self.path, Self.params(0)).json
    #expect(next["result"]?.array?.last?["message"]?["message"]?.string == "a")
  }

  @Test("is answered 409 when its database is reset")
  func reset() throws {
    let waiting = try poll(lynx, try latest(lynx))
    try awaitPolls(1)
    #expect(try lynx.control("POST", "/reset").status == 200)
    #expect(try waiting.response().status == 409)
  }

  @Test("is answered when an earlier state is restored, in which its last is above all ids")
  func restored() throws {
    let first = try post("Here", as: lynx)
    #expect(try lynx.control("PUT", "/snapshots/kept").status == 201)
    _ = try post("And?", as: lynx)
    let waiting = try poll(other, try latest(other))
    try awaitPolls(1)
    #expect(try lynx.control("POST", "/snapshots/kept/restore").status == 200)
    #expect(try waiting.response().json["result"]?.array?.last?["message"]?["id"]?.integer == first)
  }

  @Test("misses nothing that comes before another user polls")
  func laterPoll() throws {
    let stranger = try server.signIn("ocelot@nebeus.example")
    _ = try stranger.post("/im_chat/api/init", #"{"name":""}"#)
    let last = try latest(stranger)
    let waiting = try poll(lynx, try latest(lynx))
    try awaitPolls(1)
    // Nobody is told of this.
    try server.change(
      """
      INSERT INTO im_chat_message (create_date, from_id, to_id, type, message)
      VALUES ('2017-03-30 09:00:00', 8, 15, 'message', 'quiet')
      """)
    _ = try poll(stranger, last)
    #expect(try waiting.response().json["result"]?.array?.last?["message"]?["message"]?.string == "quiet")
  }

  @Test("leaves the other polls of its user waiting when its client leaves, and nothing when it is the last")
  func others() throws {
    let last = try latest(other)
    let (leaving, waiting) = (try poll(other, last), try poll(other, last))
    try awaitPolls(2)
    try server.awaitWaiters(1)
    leaving.finishSending()
    #expect(try leaving.response().json["result"]?.rawText == "[]")
    leaving.close()
    let id = try post("Here", as: lynx)
    #expect(try waiting.response().json["result"]?.array?.map { $0["message"]?["id"]?.integer } == [id])
    try server.awaitWaiters(0)
  }

  @Test("is answered later if a fault delays its answer")
  func delayed() throws {
    let delay = Duration.milliseconds(80)
    let last = try latest(other)
    try lynx.order(#"{"path":"\#(Self.path)","delay_ms":80,"when":"after"}"#)
    let waiting = try poll(other, last)
    try awaitPolls(1)
    let start = ContinuousClock.now
    let id = try post("Here", as: lynx)
    #expect(try waiting.response().json["result"]?.array?.last?["message"]?["id"]?.integer == id)
    #expect(ContinuousClock.now - start >= delay)
  }

  @Test("is one call in the journal, though a fault holds it up before it waits")
  func held() throws {
    let last = try latest(other)
    let before = try lynx.journal().count
    try lynx.order(#"{"path":"\#(Self.path)","delay_ms":1}"#)
    let waiting = try poll(other, last)
    let deadline = ContinuousClock.now + WaitLimit.duration
    while try !lynx.control("GET", "/bundle").text.contains(#""by":"poll""#) {
      try #require(ContinuousClock.now < deadline)
    }
    _ = try post("Here", as: lynx)
    #expect(try waiting.response().status == 200)
    #expect(try lynx.journal().dropFirst(before).compactMap { $0["path"]?.string } == [Self.path, "/im_chat/post"])
  }

  @Test("wakes a thousand polls of a group with one post, and none of another user's")
  func thousand() throws {
    let stranger = try server.signIn("ocelot@nebeus.example")
    _ = try stranger.post("/im_chat/api/init", #"{"name":""}"#)
    let bystander = try poll(stranger, try latest(stranger))
    let last = try latest(other)
    // The journal has a thousand calls, of which these are the last.
    let waiting = try (0..<990).map { _ in try poll(other, last) }
    try awaitPolls(991)
    _ = try post("All", as: lynx)
    for client in waiting {
      #expect(try client.response().json["result"]?.array?.last?["message"]?["message"]?.string == "All")
    }
    #expect(!bystander.hasInput)
  }

  @Test("is refused by a strict server unless extensions are allowed", arguments: [false, true])
  func strict(_ allows: Bool) throws {
    let server = try TestServer.start(scenario: "reference-chat") { settings, _ in
      settings.isStrict = true
      settings.allowsExtensions = allows
    }
    let answer = try server.visitor().post(Self.path, Self.params(0))
    #expect(answer.status == (allows ? 200 : 404))
    if !allows { #expect(answer.text.contains("--extensions")) }
    // What the document describes is the reference, unless more is asked for.
    let document = try server.visitor().get("/_mock/openapi.json").json
    #expect((document["paths"]?[Self.path]?["post"]?["x-extension"]?.bool == true) == allows)
  }
}
