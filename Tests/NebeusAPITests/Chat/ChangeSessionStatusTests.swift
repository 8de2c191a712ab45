import ServerTestSupport
import TestSupport
import Testing

@Suite("POST /im_chat/api/change_session_status")
struct ChangeSessionStatusTests {
  private static let uuid = "91e03d34-1929-4a02-9486-4c3e708686b3"
  private let path = "/im_chat/api/change_session_status"

  @Test(
    "sets the state that is given, else folds what is open and opens the rest",
    arguments: [
      ("open", "", "folded"), ("folded", "", "open"), ("closed", "", "open"),
      ("open", #","new_status":"closed""#, "closed"),
      ("closed", #","new_status":"closed""#, "closed"), ("folded", #","new_status":null"#, "open"),
    ])
  func changes(_ old: String, _ more: String, _ new: String) throws {
    let server = try TestServer.start(scenario: "reference-chat")
    try server.change(
      """
      INSERT INTO im_chat_session (id, uuid, create_date, first_user_id, second_user_id)
        VALUES (21, 'another', '2017-03-30 09:00:00', 6, 8);
      INSERT INTO im_chat_conversation_state (session_id, user_id, state, is_read) VALUES (11, 6, '\(old)', 0), (11, 5, '\(old)', 0), (21, 6, '\(old)', 0)
      """)
    let answer = try server.signIn("ocelot@nebeus.example").post(path, #"{"uuid":"\#(Self.uuid)"\#(more)}"#)
    #expect(try answer.json["result"]?["status"]?.string == "success")
    let states = try server.rows(
      "SELECT session_id, user_id, state, is_read FROM im_chat_conversation_state WHERE session_id <> 15 ORDER BY session_id, user_id"
    )
    #expect(states == [["11", "5", old, "0"], ["11", "6", new, "0"], ["21", "6", old, "0"]])
  }

  @Test(
    "leaves a session of which no state is kept unread where another user has written there",
    arguments: [
      ("nobody has written", "", true), ("the user has written", "(6, 11, 'message', 'Mine')", true),
      ("another user is typing", "(5, 11, 'typing', '')", true),
      ("another user has written elsewhere", "(5, 15, 'message', 'Elsewhere')", true),
      ("another user has written", "(5, 11, 'message', 'New')", false),
    ])
  func unread(_ name: String, _ message: String, _ isRead: Bool) throws {
    let server = try TestServer.start(scenario: "reference-chat")
    if !message.isEmpty {
      let row = message.replacing("(", with: "('2017-03-30 09:00:00', ")
      try server.change("INSERT INTO im_chat_message (create_date, from_id, to_id, type, message) VALUES \(row)")
    }
    _ = try server.signIn("ocelot@nebeus.example").post(path, #"{"uuid":"\#(Self.uuid)"}"#)
    let states = try server.rows(
      "SELECT session_id, user_id, state, is_read FROM im_chat_conversation_state WHERE session_id = 11")
    #expect(states == [["11", "6", "folded", isRead ? "1" : "0"]])
  }

  @Test("folds a session of which no state is kept, for the current user only")
  func folds() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    let caller = try server.signIn("ocelot@nebeus.example")
    _ = try caller.post(path, #"{"uuid":"\#(Self.uuid)"}"#)
    #expect(try caller.post("/im_chat/api/get_sessions").json.column("state") == ["folded"])
    let other = try server.signIn("lynx@nebeus.example").post("/im_chat/api/get_sessions", #"{"user_to":6}"#)
    #expect(try other.json.column("state") == ["open"])
  }

  @Test(
    "refuses in the documented form and writes nothing",
    arguments: [
      ("{}", "uuid", "Session does not exist"),
      (#"{"uuid":"37474642-60c7-4315-8575-0497ad23ac12"}"#, "uuid", "Session does not exist"),
      (
        #"{"uuid":"\#(uuid)","new_status":"ajar"}"#, "new_status",
        "New status should be one of open, folded, closed"
      ),
      (#"{"uuid":"\#(uuid)","new_status":7}"#, "new_status", "New status should be a string"),
    ])
  func refuses(_ params: String, _ field: String, _ message: String) throws {
    let server = try TestServer.start(scenario: "reference-chat")
    let caller = try server.signIn("ocelot@nebeus.example")
    let before = try server.chatRows()
    let answer = try caller.post(path, params)
    let result = #"{"status":"error","field":"\#(field)","message":"\#(message)"}"#
    #expect(answer.text == #"{"jsonrpc":"2.0","id":null,"result":\#(result)}"#)
    #expect(try server.chatRows() == before)
  }
}
