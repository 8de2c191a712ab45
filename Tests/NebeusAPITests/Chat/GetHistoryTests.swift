import ServerTestSupport
import TestSupport
import Testing

@Suite("POST /im_chat/api/history")
struct GetHistoryTests {
  private static let uuid = "37474642-60c7-4315-8575-0497ad23ac12"
  private let path = "/im_chat/api/history"

  @Test(
    "gives older messages than the last, newest first, as many as asked",
    arguments: [
      ("", ["118", "113", "108", "98"]), (#","last_ID":113"#, ["108", "98"]), (#","limit":"2""#, ["118", "113"]),
      (#","last_ID":118,"limit":1"#, ["113"]), (#","limit":0"#, []), (#","last_ID":98"#, []),
      (#","last_ID":9223372036854775807"#, ["118", "113", "108", "98"]), (#","last_ID":0,"limit":1"#, ["118"]),
    ])
  func pages(_ more: String, _ ids: [String]) throws {
    let server = try TestServer.start(scenario: "reference-chat")
    try server.change(
      "INSERT INTO im_chat_message VALUES (110, '2017-03-30 09:14:46', 6, 11, 'message', 'in another session')")
    let answer = try server.signIn("lynx@nebeus.example").post(path, #"{"uuid":"\#(Self.uuid)"\#(more)}"#)
    #expect(try answer.json.column("id") == ids)
  }

  @Test("gives twenty unless asked for more, and what was posted since")
  func usualLimit() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    let caller = try server.signIn("lynx@nebeus.example")
    let call = #"{"uuid":"\#(Self.uuid)","message_type":"message","message_content":"a"}"#
    _ = try caller.post("/im_chat/post", "[" + Array(repeating: call, count: 17).joined(separator: ",") + "]")
    let answer = try caller.post(path, #"{"uuid":"\#(Self.uuid)"}"#)
    #expect(try answer.json.column("id") == (118...135).reversed().map(String.init) + ["113", "108"])
  }

  @Test("marks the session read for the current user only")
  func marksRead() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    try server.change(
      "INSERT INTO im_chat_conversation_state (session_id, user_id, state, is_read) VALUES (15, 8, 'folded', 0)")
    _ = try server.signIn("lynx@nebeus.example").post(path, #"{"uuid":"\#(Self.uuid)"}"#)
    let states = try server.rows("SELECT user_id, state, is_read FROM im_chat_conversation_state ORDER BY user_id")
    #expect(states == [["5", "open", "1"], ["8", "folded", "0"]])
  }

  @Test("marks a session read of which no state is kept, and no other")
  func keepsState() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    _ = try server.signIn("lynx@nebeus.example").post(
      path, #"{"uuid":"91e03d34-1929-4a02-9486-4c3e708686b3"}"#)
    let states = try server.rows(
      "SELECT session_id, user_id, state, is_read FROM im_chat_conversation_state ORDER BY session_id")
    #expect(states == [["11", "5", "open", "1"], ["15", "5", "open", "0"]])
  }

  @Test(
    "refuses and writes nothing",
    arguments: [
      RefusedCall("an unknown session", #"{"uuid":"nowhere"}"#, field: "uuid"),
      RefusedCall("a session of others", #"{"uuid":"\#(uuid)"}"#, field: "uuid"),
      RefusedCall("no session", "{}", field: "uuid"),
      RefusedCall("a limit below zero", #"{"uuid":"\#(uuid)","limit":-1}"#, field: "limit"),
      RefusedCall("a last message below zero", #"{"uuid":"\#(uuid)","last_ID":-1}"#, field: "last_ID"),
      RefusedCall("a last message of no number", #"{"uuid":"\#(uuid)","last_ID":"x"}"#, field: "last_ID"),
    ])
  func refuses(_ call: RefusedCall) throws {
    let server = try TestServer.start(scenario: "reference-chat")
    #expect(try call.complaint(from: path, as: server.signIn("ocelot@nebeus.example"), of: server) == nil)
  }
}
