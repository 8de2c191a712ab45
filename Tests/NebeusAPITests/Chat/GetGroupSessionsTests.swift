import ServerTestSupport
import TestSupport
import Testing

@Suite("POST /im_chat/api/get_sessions_group")
struct GetGroupSessionsTests {
  private let path = "/im_chat/api/get_sessions_group"

  @Test(
    "gives the sessions of one's groups for which every filter holds, newest first",
    arguments: [
      ("{}", ["y", "x", "91e03d34-1929-4a02-9486-4c3e708686b3"]),
      (#"{"group":4}"#, ["y"]), (#"{"group":5}"#, []),
      (#"{"group":3,"doc_id":25}"#, ["91e03d34-1929-4a02-9486-4c3e708686b3"]),
      (#"{"state":"folded"}"#, ["x"]), (#"{"state":"folded","group":4}"#, []),
    ])
  func filters(_ params: String, _ uuids: [String]) throws {
    let server = try TestServer.start(scenario: "reference-group")
    try server.change(
      """
      INSERT INTO res_groups VALUES (4, 'Sports'), (5, 'Others');
      INSERT INTO res_groups_users VALUES (4, 6), (5, 5);
      INSERT INTO im_chat_session (id, uuid, create_date, group_id) VALUES
        (21, 'x', '2017-03-01 09:00:00', 3), (22, 'y', '2017-03-01 09:00:00', 4), (23, 'z', '2017-03-01 09:00:00', 5);
      INSERT INTO im_chat_conversation_state (session_id, user_id, state) VALUES (21, 6, 'folded');
      """)
    let answer = try server.signIn("ocelot@nebeus.example").post(path, params)
    #expect(try answer.json.column("uuid") == uuids)
  }

  @Test("are closed to a former member, whatever is asked of them")
  func formerMember() throws {
    let server = try TestServer.start(scenario: "reference-group")
    try server.change("DELETE FROM res_groups_users WHERE user_id = 6")
    let former = try server.signIn("ocelot@nebeus.example")
    let before = try server.chatRows()
    let uuid = #""uuid":"91e03d34-1929-4a02-9486-4c3e708686b3""#
    #expect(try former.post(path).text == "[]")
    #expect(try former.post("/im_chat/api/init", #"{"name":""}"#).text == "[]")
    for (path, params) in [
      ("/im_chat/post", #"{\#(uuid),"message_type":"message","message_content":"a"}"#),
      ("/im_chat/api/history", "{\(uuid)}"), ("/im_chat/api/change_session_status", "{\(uuid)}"),
    ] {
      #expect(try former.refusal(path, params)?.hasSuffix("Session does not exist") == true, "\(path)")
    }
    #expect(try server.chatRows() == before)
  }

  @Test("shows a session that a member made since")
  func showsNew() throws {
    let server = try TestServer.start(scenario: "reference-group")
    _ = try server.signIn("lynx@nebeus.example").post("/im_chat/api/get_or_create_session_group", #"{"group":3}"#)
    let answer = try server.signIn("ocelot@nebeus.example").post(path)
    #expect(try answer.json.column("create_date") == ["2017-03-30 09:20:00", "2017-02-02 07:56:00"])
  }
}
