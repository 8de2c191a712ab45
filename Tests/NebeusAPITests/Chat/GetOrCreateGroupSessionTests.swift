import ServerTestSupport
import TestSupport
import Testing

@Suite("POST /im_chat/api/get_or_create_session_group")
struct GetOrCreateGroupSessionTests {
  private let path = "/im_chat/api/get_or_create_session_group"

  @Test("makes one session a group and document, the same for every member")
  func makes() throws {
    let server = try TestServer.start(scenario: "reference-group")
    try server.change(
      """
      INSERT INTO res_groups VALUES (1, 'An earlier group');
      INSERT INTO im_chat_session (id, uuid, create_date, group_id) VALUES (2, 'earlier', '2017-01-01 00:00:00', 1)
      """)
    let mine = try server.signIn("ocelot@nebeus.example").post(path, #"{"group":3}"#).json["result"]
    let theirs = try server.signIn("lynx@nebeus.example").post(
      path, "group=3", type: "application/x-www-form-urlencoded")
    #expect(try theirs.json["result"]?["uuid"]?.string == mine?["uuid"]?.string)
    #expect(mine?["uuid"]?.string != "earlier")
    #expect(mine?["with_documents"]?.bool == false)
    #expect(mine?["groups"]?.column("name") == ["News"])
    #expect(try server.rows("SELECT count(*) FROM im_chat_session") == [["3"]])
  }

  @Test("shows the members that the group has now")
  func showsMembers() throws {
    let server = try TestServer.start(scenario: "reference-group")
    try server.change("DELETE FROM res_groups_users WHERE user_id = 5")
    let call = #"{"group":3,"doc_id":25,"doc_model":"res.partner"}"#
    let answer = try server.signIn("ocelot@nebeus.example").post(path, call)
    #expect(try answer.json["result"]?["users"]?.column("id") == ["6"])
    let former = RefusedCall("a former member", call, field: "group")
    #expect(try former.complaint(from: path, as: server.signIn("lynx@nebeus.example"), of: server) == nil)
  }

  @Test(
    "refuses and writes nothing",
    arguments: [
      RefusedCall("no group", "{}", field: "group"),
      RefusedCall("an unknown group", #"{"group":99}"#, field: "group"),
      RefusedCall("a group without the user", #"{"group":4,"doc_id":1,"doc_model":"m"}"#, field: "group"),
      RefusedCall("half a document", #"{"group":3,"doc_id":25}"#, field: "doc_model"),
    ])
  func refuses(_ call: RefusedCall) throws {
    let server = try TestServer.start(scenario: "reference-group")
    try server.change("INSERT INTO res_groups VALUES (4, 'Others'); INSERT INTO res_groups_users VALUES (4, 5)")
    #expect(try call.complaint(from: path, as: server.signIn("ocelot@nebeus.example"), of: server) == nil)
  }
}
