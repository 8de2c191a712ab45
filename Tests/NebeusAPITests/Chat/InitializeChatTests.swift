import ServerTestSupport
import TestSupport
import Testing

@Suite("POST /im_chat/api/init")
struct InitializeChatTests {
  private let path = "/im_chat/api/init"

  @Test(
    "gives those in the book and those one shares a session with, latest message first, then by name",
    arguments: [
      (#"{"name":""}"#, ["8", "11", "6", "10", "9"]), (#"{"name":"","limit":2}"#, ["8", "11"]),
      (#"{"name":"OCE"}"#, ["6"]), (#"{"name":"АННА"}"#, ["10"]), (#"{"name":"","limit":0}"#, []),
      (#"{"name":"n","limit":"1"}"#, ["8"]), (#"{"name":"%"}"#, []),
    ])
  func orders(_ params: String, _ ids: [String]) throws {
    let server = try TestServer.start(scenario: "reference-chat")
    try addUsers(to: server)
    let answer = try server.signIn("lynx@nebeus.example").post(path, params)
    // "Анна" (10) and "я" (9) have no message with Lynx, nor has Ocelot.
    #expect(try answer.json.column("id") == ids)
  }

  @Test("shows false where there is no message or e-mail, and the newest of the sessions shared")
  func lastMessage() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    try addUsers(to: server)
    let answer = try server.signIn("lynx@nebeus.example").post(path, #"{"name":""}"#)
    #expect(try answer.json.column("last_message").suffix(3) == ["false", "false", "false"])
    #expect(try answer.json[3]?["email"]?.bool == false)
    #expect(
      answer.text.contains(
        #""name":"\u0410\u043d\u043d\u0430 \u0421\u043e\u043a\u043e\u043b\u043e\u0432\u0430","email":false"#))
    let group = try answer.json[1]?["last_message"]
    #expect(group?.rawText == #"{"type":"message","create_date":"2017-03-30 09:14:00","id":20}"#)
  }

  @Test(
    "finds names in whatever case",
    arguments: [(#"{"name":"WEISS"}"#, ["9"]), (#"{"name":"weiß"}"#, ["9"]), (#"{"name":"ΣΟΦΟΣ"}"#, ["10"])])
  func cases(_ params: String, _ ids: [String]) throws {
    let server = try TestServer.start(scenario: "reference-chat")
    try addUsers(to: server)
    try server.change(
      """
      UPDATE res_partner SET name = 'Jürgen', surname = 'Weiß' WHERE id = 109;
      UPDATE res_partner SET name = 'Σοφός', surname = 'σοφος' WHERE id = 110;
      """)
    #expect(try server.signIn("lynx@nebeus.example").post(path, params).json.column("id") == ids)
  }

  @Test("opens closed sessions with unread messages again, folded, and no others")
  func reopens() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    try server.change(
      """
      INSERT INTO im_chat_session (id, uuid, create_date, first_user_id, second_user_id)
        VALUES (21, 'o', '2017-03-30 09:00:00', 6, 8);
      INSERT INTO res_groups VALUES (3, 'News');
      INSERT INTO im_chat_session (id, uuid, create_date, group_id) VALUES
        (22, 'of a group that the user has left', '2017-03-30 09:00:00', 3);
      INSERT INTO res_groups_users VALUES (3, 5);
      INSERT INTO im_chat_session (id, uuid, create_date, first_user_id, second_user_id, document_id)
        VALUES (23, 'open', '2017-03-30 09:00:00', 6, 8, 9);
      DELETE FROM im_chat_conversation_state;
      INSERT INTO im_chat_conversation_state (session_id, user_id, state, is_read) VALUES
        (15, 5, 'closed', 0), (15, 8, 'closed', 0), (21, 6, 'closed', 0), (21, 8, 'closed', 1), (22, 8, 'closed', 0),
        (23, 8, 'open', 0)
      """)
    _ = try server.signIn("russian@support.ru").post(path, #"{"name":""}"#)
    #expect(
      try server.rows(
        "SELECT session_id, user_id, state, is_read FROM im_chat_conversation_state ORDER BY session_id, user_id") == [
          ["15", "5", "closed", "0"], ["15", "8", "folded", "0"], ["21", "6", "closed", "0"],
          ["21", "8", "closed", "1"],
          ["22", "8", "closed", "0"], ["23", "8", "open", "0"],
        ])
  }

  @Test(
    "refuses and writes nothing",
    arguments: [
      RefusedCall("no name", "{}", field: "name"),
      RefusedCall("a limit below zero", #"{"name":"","limit":-1}"#, field: "limit"),
    ])
  func refuses(_ call: RefusedCall) throws {
    let server = try TestServer.start(scenario: "reference-chat")
    #expect(try call.complaint(from: path, as: server.signIn("lynx@nebeus.example"), of: server) == nil)
  }

  @Test("finds the newest of a great many messages")
  func findsNewest() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    try server.change(
      """
      WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)
      INSERT INTO im_chat_message (id, create_date, from_id, to_id, message)
      SELECT i, '2017-03-30 09:16:00', 8, 15, 'x' FROM n
      """)
    let answer = try server.signIn("lynx@nebeus.example").post(path, #"{"name":"support"}"#)
    #expect(try answer.json[0]?["last_message"]?["id"]?.integer == 60_000)
  }

  @Test("finds the newest message of a session whoever wrote it, also of those who have left, while others type")
  func lastMessages() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    try addUsers(to: server)
    // 10 and 12 are not in the group, or not any more.
    for (id, author, newest) in [(130, 12, 130), (131, 10, 131), (132, 5, 132), (133, 11, 133), (134, 12, 134)] {
      try server.change(
        """
        INSERT INTO im_chat_message VALUES (\(id), '2017-03-30 09:17:00', \(author), 20, 'message', 'News');
        INSERT INTO im_chat_message VALUES (\(id + 100), '2017-03-30 09:18:00', 5, 20, 'typing', '');
        """)
      let answer = try server.signIn("lynx@nebeus.example").post(path, #"{"name":"zoe"}"#)
      #expect(try answer.json[0]?["last_message"]?["id"]?.integer == newest)
    }
  }

  /// Two in the book, one of a group with a message, one who has Lynx in the book, and a message between others.
  private func addUsers(to server: TestServer) throws {
    try server.change(
      """
      INSERT INTO res_partner (id, name, surname, email) VALUES
        (109, 'я', NULL, 'ya@nebeus.example'), (110, 'Анна', 'Соколова', NULL), (111, 'Zoe', '', 'zoe@nebeus.example'),
        (112, 'Nosy', NULL, 'nosy@nebeus.example');
      INSERT INTO res_users (id, login, password_crypt, partner_id) VALUES
        (9, 'ya@nebeus.example', 'x', 109), (10, 'anna@nebeus.example', 'x', 110), (11, 'zoe@nebeus.example', 'x', 111),
        (12, 'nosy@nebeus.example', 'x', 112);
      INSERT INTO user_chat_ab VALUES (5, 9), (5, 10), (5, 8), (12, 5);
      INSERT INTO res_groups VALUES (3, 'News');
      INSERT INTO res_groups_users VALUES (3, 5), (3, 11);
      INSERT INTO im_chat_session (id, uuid, create_date, group_id) VALUES (20, 'g', '2017-03-30 09:00:00', 3);
      INSERT INTO im_chat_session (id, uuid, create_date, first_user_id, second_user_id)
        VALUES (21, 'o', '2017-03-30 09:00:00', 6, 8);
      INSERT INTO im_chat_message VALUES (20, '2017-03-30 09:14:00', 5, 20, 'message', 'News'),
        (120, '2017-03-30 09:16:00', 5, 20, 'typing', ''),
        (121, '2017-03-30 09:17:00', 8, 21, 'message', 'not yours');
      """)
  }
}
