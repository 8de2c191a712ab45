import ServerTestSupport
import TestSupport
import Testing

@Suite("POST /im_chat/api/get_or_create_session")
struct GetOrCreateSessionTests {
  private let path = "/im_chat/api/get_or_create_session"
  private let ocelot = "ocelot@nebeus.example"
  private let lynx = "lynx@nebeus.example"

  @Test("makes a session without a document in addition to one with a document, the same from both sides")
  func makes() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    let mine = try server.signIn(ocelot).post(path, #"{"user_to":5}"#).json["result"]
    let theirs = try server.signIn(lynx).post(path, #"{"user_to":"6"}"#).json["result"]
    #expect(mine?["uuid"]?.string == theirs?["uuid"]?.string)
    #expect(mine?["uuid"]?.string != "91e03d34-1929-4a02-9486-4c3e708686b3")
    #expect(mine?["create_date"]?.string == "2017-03-30 09:20:00")
    #expect(mine?["with_documents:"]?.bool == false)
    #expect(mine?["docs:"]?.count == 0)
    #expect(mine?["users"]?.column("id") == ["5", "6"])
    #expect(try server.rows("SELECT count(*) FROM im_chat_session") == [["3"]])
  }

  @Test("takes the document's id as a text, and finds the session that has the document")
  func findsByDocument() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    let caller = try server.signIn(lynx)
    let answer = try caller.post(path, #"{"user_to":6,"doc_id":"25","doc_model":"res.partner"}"#)
    #expect(try answer.json["result"]?["uuid"]?.string == "91e03d34-1929-4a02-9486-4c3e708686b3")
    let other = try caller.post(path, #"{"user_to":8,"doc_id":25,"doc_model":"res.partner"}"#)
    #expect(try other.json["result"]?["docs:"]?[0]?["id"]?.integer == 9)
    let third = try caller.post(path, #"{"user_to":8,"doc_id":26,"doc_model":"res.partner"}"#)
    #expect(try third.json["result"]?["docs:"]?[0]?["id"]?.integer == 10)
    let fourth = try caller.post(path, #"{"user_to":8,"doc_id":25,"doc_model":"sale.order"}"#)
    #expect(try fourth.json["result"]?["docs:"]?[0]?["id"]?.integer == 11)
    #expect(try server.rows("SELECT count(*) FROM im_chat_session") == [["5"]])
  }

  @Test("shows the state of the current user, and presence as it is")
  func showsState() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    try server.change("INSERT INTO im_chat_conversation_state (session_id, user_id, state) VALUES (11, 6, 'closed')")
    let call = #"{"user_to":5,"doc_id":25,"doc_model":"res.partner"}"#
    let caller = try server.signIn(ocelot)
    #expect(try caller.post(path, call).json["result"]?["users"]?.column("im_status") == ["away", "away"])
    let again = try caller.post(path, call).json["result"]
    #expect(again?["users"]?.column("im_status") == ["away", "online"])
    #expect(again?["state"]?.string == "closed")
  }

  @Test("shows the user's own state in this session, not another user's or another session's")
  func ownState() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    try server.change(
      """
      INSERT INTO im_chat_session (id, uuid, create_date, first_user_id, second_user_id) VALUES
        (3, 'earlier', '2017-01-01 00:00:00', 6, 8);
      INSERT INTO im_chat_conversation_state (session_id, user_id, state) VALUES
        (3, 6, 'folded'), (11, 5, 'folded'), (11, 6, 'closed');
      """)
    let answer = try server.signIn(ocelot).post(path, #"{"user_to":5,"doc_id":25,"doc_model":"res.partner"}"#)
    #expect(try answer.json["result"]?["state"]?.string == "closed")
  }

  @Test("gives a new session the next listed uuid that is free, else one of version 4")
  func uuid() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    try server.change(
      """
      INSERT INTO mock_generated (kind, value)
      VALUES ('uuid', '91e03d34-1929-4a02-9486-4c3e708686b3'), ('uuid', 'next')
      """)
    let caller = try server.signIn(ocelot)
    #expect(try caller.post(path, #"{"user_to":5}"#).json["result"]?["uuid"]?.string == "next")
    let random = try caller.post(path, #"{"user_to":8}"#).json["result"]?["uuid"]?.string ?? ""
    let pattern = try Regex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
    #expect(random.wholeMatch(of: pattern) != nil)
    // That of two others, which has no document either.
    #expect(random != "37474642-60c7-4315-8575-0497ad23ac12")
  }

  @Test(
    "refuses and writes nothing",
    arguments: [
      RefusedCall("no user", "{}", field: "user_to"),
      RefusedCall("an unknown user", #"{"user_to":999,"doc_id":77,"doc_model":"m"}"#, field: "user_to"),
      RefusedCall("oneself", #"{"user_to":6}"#, field: "user_to"),
      RefusedCall("a user by name", #"{"user_to":"Lynx"}"#, field: "user_to"),
      RefusedCall("a document without model", #"{"user_to":5,"doc_id":25}"#, field: "doc_model"),
      RefusedCall("a model without document", #"{"user_to":5,"doc_model":"res.partner"}"#, field: "doc_id"),
      RefusedCall(
        "a model of 129 bytes", #"{"user_to":5,"doc_id":25,"doc_model":"\#(String(repeating: "m", count: 129))"}"#,
        field: "doc_model"),
      RefusedCall("a document of no number", #"{"user_to":5,"doc_id":"x","doc_model":"m"}"#, field: "doc_id"),
    ])
  func refuses(_ call: RefusedCall) throws {
    let server = try TestServer.start(scenario: "reference-chat")
    #expect(try call.complaint(from: path, as: server.signIn(ocelot), of: server) == nil)
  }

  @Test("is kept to one session a pair and document by the database itself")
  func unique() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    let row = "INSERT INTO im_chat_session (uuid, create_date, first_user_id, second_user_id, document_id) VALUES"
    #expect(throws: (any Error).self) { try server.change("\(row) ('a', '2017-03-30 09:20:00', 5, 6, 9)") }
    #expect(throws: (any Error).self) { try server.change("\(row) ('b', '2017-03-30 09:20:00', 5, 8, NULL)") }
    #expect(throws: (any Error).self) { try server.change("\(row) ('c', '2017-03-30 09:20:00', 8, 5, 9)") }
  }
}
