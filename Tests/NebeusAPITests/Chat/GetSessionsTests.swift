import ServerTestSupport
import TestSupport
import Testing

@Suite("POST /im_chat/api/get_sessions")
struct GetSessionsTests {
  private let path = "/im_chat/api/get_sessions"

  @Test(
    "gives the sessions for which every filter holds, newest first",
    arguments: [
      ("{}", ["c", "b", "37474642-60c7-4315-8575-0497ad23ac12", "91e03d34-1929-4a02-9486-4c3e708686b3"]),
      (#"{"user_to":8}"#, ["c", "b", "37474642-60c7-4315-8575-0497ad23ac12"]),
      (#"{"user_to":8,"state":"closed"}"#, ["c"]),
      (#"{"doc_model":"res.partner"}"#, ["b", "91e03d34-1929-4a02-9486-4c3e708686b3"]),
      (#"{"doc_id":"25","user_to":8}"#, ["b"]),
      (#"{"state":"folded"}"#, []),
      (#"{"user_to":999}"#, []),
      (#"{"user_to":8,"state":"closed","doc_id":"","doc_model":""}"#, ["c"]),
    ])
  func filters(_ params: String, _ uuids: [String]) throws {
    let server = try TestServer.start(scenario: "reference-chat")
    try server.change(
      """
      INSERT INTO im_chat_session_document VALUES (10, 'sale.order', 26);
      INSERT INTO im_chat_session (id, uuid, create_date, first_user_id, second_user_id, document_id) VALUES
        (21, 'b', '2017-03-30 09:00:00', 5, 8, 9), (22, 'c', '2017-03-29 09:00:00', 5, 8, 10),
        (23, 'not mine', '2017-03-30 09:00:00', 6, 8, 9);
      INSERT INTO im_chat_conversation_state (session_id, user_id, state) VALUES (22, 5, 'closed'), (21, 8, 'closed');
      INSERT INTO res_groups VALUES (3, 'News'); INSERT INTO res_groups_users VALUES (3, 5);
      INSERT INTO im_chat_session (uuid, create_date, group_id) VALUES ('of a group', '2017-03-30 09:00:00', 3);
      """)
    let answer = try server.signIn("lynx@nebeus.example").post(path, params)
    #expect(try answer.json.column("uuid") == uuids)
  }

  @Test(
    "refuses and writes nothing",
    arguments: [
      RefusedCall("an unknown state", #"{"state":"ajar"}"#, field: "state"),
      RefusedCall("a user of no number", #"{"user_to":true}"#, field: "user_to"),
    ])
  func refuses(_ call: RefusedCall) throws {
    let server = try TestServer.start(scenario: "reference-chat")
    #expect(try call.complaint(from: path, as: server.signIn("lynx@nebeus.example"), of: server) == nil)
  }
}
