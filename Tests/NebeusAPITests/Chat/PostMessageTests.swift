import ServerTestSupport
import TestSupport
import Testing

@Suite("POST /im_chat/post")
struct PostMessageTests {
  private static let uuid = "37474642-60c7-4315-8575-0497ad23ac12"
  private let path = "/im_chat/post"

  @Test("stores the message, marks the session read for its author and unread for the other, and answers its id")
  func posts() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    let answer = try server.signIn("lynx@nebeus.example").post(
      path, #"{"uuid":"\#(Self.uuid)","message_type":"message","message_content":"¿Qué?"}"#)
    #expect(answer.text == #"{"jsonrpc":"2.0","id":null,"result":{"message_id":119}}"#)
    let message = try server.rows("SELECT * FROM im_chat_message WHERE id = 119")
    #expect(message == [["119", "2017-03-30 09:20:00", "5", "15", "message", "¿Qué?"]])
    let states = try server.rows("SELECT user_id, state, is_read FROM im_chat_conversation_state ORDER BY user_id")
    #expect(states == [["5", "open", "1"], ["8", "open", "0"]])
  }

  @Test(
    "never gives the id of a deleted message again",
    arguments: [
      // The newest of the scenario is 118.
      ("id = 118", 119, 120),
      ("id IN (117, 118)", 119, 120),
      ("id = 117", 119, 120),
      ("true", 119, 120),
    ])
  func deleted(_ condition: String, _ first: Int, _ second: Int) throws {
    let server = try TestServer.start(scenario: "reference-chat")
    let lynx = try server.signIn("lynx@nebeus.example")
    func post() throws -> Int? {
      try lynx.post(path, #"{"uuid":"\#(Self.uuid)","message_type":"message","message_content":"a"}"#)
        .json["result"]?["message_id"]?.integer
    }
    try server.change("DELETE FROM im_chat_message WHERE \(condition)")
    #expect(try post() == first)
    #expect(try post() == second)
    try server.change(
      "DELETE FROM im_chat_message WHERE id = \(second); DELETE FROM im_chat_message WHERE id = \(first)")
    #expect(try post() == second + 1)
    let fixture = """
      {"tables": {"im_chat_message": [
        {"create_date": {"days": 0, "at": "09:00:00"}, "from_id": 5, "to_id": 15, "message": "fixture"}]}}
      """
    try server.change("DELETE FROM im_chat_message WHERE id = \(second + 1)")
    #expect(try server.visitor().post("/_mock/databases/nebeus/fixtures", fixture).status == 200)
    #expect(try server.rows("SELECT id FROM im_chat_message WHERE message = 'fixture'") == [["\(second + 2)"]])
    #expect(try post() == second + 3)
  }

  @Test("marks a group's session unread for every other member")
  func postsToGroup() throws {
    let server = try TestServer.start(scenario: "reference-group")
    try server.change("INSERT INTO im_chat_conversation_state (session_id, user_id, state) VALUES (11, 5, 'closed')")
    let ocelot = try server.signIn("ocelot@nebeus.example")
    func post(_ type: String, _ content: String) throws {
      _ = try ocelot.post(
        path, "uuid=91e03d34-1929-4a02-9486-4c3e708686b3&message_type=\(type)&message_content=\(content)",
        type: "application/x-www-form-urlencoded")
    }
    // Who is typing has said nothing yet.
    try post("typing", "")
    #expect(
      try server.rows("SELECT session_id, user_id, state, is_read FROM im_chat_conversation_state") == [
        ["11", "5", "closed", "1"]
      ])
    try post("money4_chat_attach_msg", "a")
    #expect(
      try server.rows("SELECT type, message FROM im_chat_message") == [
        ["typing", ""], ["money4_chat_attach_msg", "a"],
      ])
    #expect(
      try server.rows("SELECT session_id, user_id, state, is_read FROM im_chat_conversation_state ORDER BY user_id")
        == [["11", "5", "closed", "0"], ["11", "6", "open", "1"]])
  }

  @Test("leaves one who joins a group later with unread messages, also after a change of the session's state")
  func joinsLater() throws {
    let server = try TestServer.start(scenario: "reference-group")
    try server.change(
      """
      INSERT INTO im_chat_message VALUES (50, '2017-03-30 09:16:00', 5, 11, 'message', 'a');
      DELETE FROM im_chat_conversation_state;
      """)
    for (login, isRead) in [("ocelot@nebeus.example", "0"), ("lynx@nebeus.example", "1")] {
      _ = try server.signIn(login).post(
        "/im_chat/api/change_session_status",
        #"{"uuid":"91e03d34-1929-4a02-9486-4c3e708686b3","new_status":"closed"}"#)
      let user = login.hasPrefix("lynx") ? 5 : 6
      #expect(
        try server.rows("SELECT state, is_read FROM im_chat_conversation_state WHERE user_id = \(user)")
          == [["closed", isRead]])
    }
    _ = try server.signIn("ocelot@nebeus.example").post(
      "/im_chat/api/history", #"{"uuid":"91e03d34-1929-4a02-9486-4c3e708686b3"}"#)
    #expect(
      try server.rows("SELECT state, is_read FROM im_chat_conversation_state WHERE user_id = 6") == [["closed", "1"]])
  }

  @Test(
    "refuses and writes nothing",
    arguments: [
      RefusedCall(
        "an unknown session", #"{"uuid":"nowhere","message_type":"message","message_content":"a"}"#, field: "uuid"),
      RefusedCall(
        "a session of others",
        #"{"uuid":"91e03d34-1929-4a02-9486-4c3e708686b3","message_type":"message","message_content":"a"}"#,
        field: "uuid"),
      RefusedCall("no session", #"{"message_type":"message","message_content":"a"}"#, field: "uuid"),
      RefusedCall(
        "an unknown type", #"{"uuid":"\#(uuid)","message_type":"shout","message_content":"a"}"#, field: "message_type"),
      RefusedCall("no type", #"{"uuid":"\#(uuid)","message_content":"a"}"#, field: "message_type"),
      RefusedCall("no content", #"{"uuid":"\#(uuid)","message_type":"typing"}"#, field: "message_content"),
      RefusedCall(
        "an empty message", #"{"uuid":"\#(uuid)","message_type":"message","message_content":""}"#,
        field: "message_content"),
      RefusedCall(
        "a blank message", #"{"uuid":"\#(uuid)","message_type":"message","message_content":" \n"}"#,
        field: "message_content"),
      RefusedCall(
        "one byte too many",
        #"{"uuid":"\#(uuid)","message_type":"message","message_content":"\#(String(repeating: "é", count: 32_768))a"}"#,
        field: "message_content"),
    ])
  func refuses(_ call: RefusedCall) throws {
    let server = try TestServer.start(scenario: "reference-chat")
    #expect(try call.complaint(from: path, as: server.signIn("russian@support.ru"), of: server) == nil)
  }

  @Test("takes 65,536 bytes")
  func takesMost() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    let content = String(repeating: "é", count: 32_768)
    let answer = try server.signIn("lynx@nebeus.example").post(
      path, #"{"uuid":"\#(Self.uuid)","message_type":"message","message_content":"\#(content)"}"#)
    #expect(try answer.json["result"]?["message_id"]?.integer == 119)
    #expect(try server.rows("SELECT length(CAST(message AS BLOB)) FROM im_chat_message WHERE id = 119") == [["65536"]])
  }

  @Test("keeps nothing where marking fails after the message was stored")
  func isWhole() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    try server.change(
      """
      CREATE TRIGGER fails BEFORE INSERT ON im_chat_conversation_state BEGIN SELECT raise(ABORT, 'no room'); END
      """)
    let before = try server.chatRows()
    let answer = try server.signIn("lynx@nebeus.example").post(
      path, #"{"uuid":"\#(Self.uuid)","message_type":"message","message_content":"a"}"#)
    #expect(try answer.json["error"]?["code"]?.integer == 200)
    #expect(try server.chatRows() == before)
  }
}
