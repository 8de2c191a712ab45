import JSON
import ServerTestSupport
import TestSupport
import Testing

@testable import MockServer

/// What the later revision shows of sessions: the user's own status and reading, and each user's last message.
@Suite("A user's view of chat sessions")
struct SessionViewTests {
  private let server: TestServer
  /// Users 5, 6 and 8: of session 11 are 5 and 6, of 15 are 5 and 8, of 21 are 6 and 8.
  private let lynx: TestCaller
  private let ocelot: TestCaller
  private let support: TestCaller

  init() throws {
    server = try TestServer.start(scenario: "reference-chat") { settings, _ in settings.revision = .june2017 }
    try server.change(
      """
      INSERT INTO im_chat_session (id, uuid, create_date, first_user_id, second_user_id)
        VALUES (21, 'other', '2017-03-30 09:00:00', 6, 8);
      DELETE FROM im_chat_conversation_state;
      DELETE FROM im_chat_message;
      """)
    lynx = try server.signIn("lynx@nebeus.example")
    ocelot = try server.signIn("ocelot@nebeus.example")
    support = try server.signIn("russian@support.ru")
  }

  private static let uuids = [
    11: "91e03d34-1929-4a02-9486-4c3e708686b3", 15: "37474642-60c7-4315-8575-0497ad23ac12", 21: "other",
  ]

  private func call(_ caller: TestCaller, _ path: String, _ session: Int, _ params: String = "") throws {
    let answer = try caller.post(path, #"{"uuid":"\#(Self.uuids[session] ?? "")"\#(params)}"#)
    try #require(answer.status == 200, "\(answer.text)")
    try #require(try answer.json["error"] == nil, "\(answer.text)")
  }

  private func post(_ session: Int, as caller: TestCaller, _ type: String = "message", _ text: String = "a") throws {
    try call(caller, "/im_chat/post", session, #","message_type":"\#(type)","message_content":"\#(text)""#)
  }

  /// A member of each session that the caller sees, by session.
  private func views(_ caller: TestCaller, _ member: String) throws -> [Int: String] {
    let sessions = try #require(try caller.post("/im_chat/api/get_sessions").json.array)
    return Dictionary(
      uniqueKeysWithValues: try sessions.map { session in
        let uuid = session["uuid"]?.string
        let id = try #require(Self.uuids.first { $0.value == uuid }?.key)
        return (id, session[member].map { $0.string ?? $0.rawText } ?? "")
      })
  }

  @Test("a status is set in one session, for the user alone, also where no state is kept")
  func status() throws {
    #expect(try views(lynx, "status") == [11: "active", 15: "active"])
    try call(lynx, "/im_chat/api/change_session_status", 15, #","new_status":"favorite""#)
    #expect(try views(lynx, "status") == [11: "active", 15: "favorite"])
    #expect(try views(support, "status") == [15: "active", 21: "active"])
    try call(lynx, "/im_chat/api/change_session_status", 11, #","new_status":"archive""#)
    try call(support, "/im_chat/api/change_session_status", 15, #","new_status":"archive""#)
    #expect(try views(lynx, "status") == [11: "archive", 15: "favorite"])
    #expect(try views(support, "status") == [15: "archive", 21: "active"])
    #expect(try views(lynx, "state") == [11: "open", 15: "open"])
  }

  @Test("a long poll reports a view with the status that it was given", arguments: ["favorite", "archive", "active"])
  func polledStatus(_ status: String) throws {
    try call(lynx, "/im_chat/api/change_session_status", 15, #","new_status":"\#(status)""#)
    // A poll in a batch doesn't wait.
    let found = try lynx.post("/longpolling/poll", #"[{"params":{"last":0}}]"#).json[0]?["result"]?.array
    let views = try #require(found).compactMap { $0["message"] }.filter { $0["uuid"] != nil }
    #expect(views.map { $0["uuid"]?.string } == [Self.uuids[15]])
    #expect(views.map { $0["status"]?.string } == [status])
  }

  @Test("a session is read or not by itself, whatever the user's others are")
  func reading() throws {
    try post(15, as: lynx)
    #expect(try views(lynx, "is_read") == [11: "true", 15: "true"])
    #expect(try views(support, "is_read") == [15: "false", 21: "true"])
    try post(21, as: ocelot)
    try call(support, "/im_chat/api/history", 15)
    #expect(try views(support, "is_read") == [15: "true", 21: "false"])
    #expect(try views(ocelot, "is_read") == [11: "true", 21: "true"])
  }

  /// Whether the users of two sessions have read them before a message is posted in the second one.
  struct Reading: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// SQL of rows `(session, user, is_read)`.
    let states: String
  }

  @Test(
    "a message leaves its session read for its author and unread for the other, whatever was read before",
    arguments: [
      Reading(testDescription: "nothing is known", states: "(11, 6, 1)"),
      Reading(testDescription: "as it will be", states: "(15, 5, 1), (15, 8, 0)"),
      Reading(testDescription: "both have read it", states: "(15, 5, 1), (15, 8, 1)"),
      Reading(testDescription: "neither has read it", states: "(15, 5, 0), (15, 8, 0)"),
      Reading(testDescription: "only the other has read it", states: "(15, 5, 0), (15, 8, 1)"),
      Reading(
        testDescription: "the author has read another session, not this one",
        states: "(11, 5, 1), (15, 5, 0), (15, 8, 0), (21, 8, 0)"),
      Reading(
        testDescription: "the other has read this session, not another one",
        states: "(2, 8, 0), (15, 5, 1), (15, 8, 1), (21, 8, 0)"),
    ])
  func posting(_ before: Reading) throws {
    try server.change(
      """
      INSERT INTO im_chat_session (id, uuid, create_date, first_user_id, second_user_id, document_id)
        VALUES (2, 'with a document', '2017-03-30 09:00:00', 6, 8, 9);
      INSERT INTO im_chat_conversation_state (session_id, user_id, is_read) VALUES \(before.states);
      """)
    let others =
      "SELECT session_id, user_id, is_read FROM im_chat_conversation_state WHERE session_id <> 15 ORDER BY 1, 2"
    let untouched = try server.rows(others)
    try post(15, as: lynx)
    #expect(
      try server.rows("SELECT user_id, is_read FROM im_chat_conversation_state WHERE session_id = 15 ORDER BY 1")
        == [["5", "1"], ["8", "0"]])
    #expect(try server.rows(others) == untouched)
  }

  @Test("a user's last message is the newest of that session, and nothing that is only being typed")
  func lastMessages() throws {
    try post(15, as: support, "message", "here")
    try post(15, as: lynx, "message", "mine")
    try post(21, as: support, "message", "elsewhere")
    try post(15, as: support, "typing", "…")
    let sessions = try lynx.post("/im_chat/api/get_sessions").json
    let users = try #require(sessions.array?.first { $0["uuid"]?.string == Self.uuids[15] }?["users"]?.array)
    #expect(users.map { $0["last_message"]?["message"]?.string } == ["mine", "here"])
    try post(15, as: support, "money4_chat_attach_msg", "newer")
    let again = try lynx.post("/im_chat/api/get_sessions").json
    let now = again.array?.first { $0["uuid"]?.string == Self.uuids[15] }?["users"]?[1]
    #expect(now?["last_message"]?["message"]?.string == "newer")
    #expect(now?["last_message"]?["type"]?.string == "money4_chat_attach_msg")
  }

  @Test("a member of another group sees nothing of a group's session")
  func otherGroup() throws {
    try server.change(
      """
      INSERT INTO res_groups (id, name) VALUES (71, 'Theirs'), (72, 'Mine');
      INSERT INTO res_groups_users VALUES (71, 5), (72, 8);
      INSERT INTO im_chat_session (id, uuid, create_date, group_id) VALUES (31, 'theirs', '2017-03-30 09:00:00', 71);
      """)
    let message = #"{"uuid":"theirs","message_type":"message","message_content":"a"}"#
    #expect(try support.refusal("/im_chat/post", message) == "uuid: Session does not exist")
    #expect(try lynx.result("/im_chat/post", message)?["message_id"] != nil)
  }
}
