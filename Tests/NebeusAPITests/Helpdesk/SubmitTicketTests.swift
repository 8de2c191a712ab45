import ServerTestSupport
import Testing

@Suite("POST /helpdesk/message")
struct SubmitTicketTests {
  @Test("keeps the ticket and mails its sender")
  func keeps() throws {
    let server = try TestServer.start()
    let answer = try server.visitor().post(
      "/helpdesk/message", "login=ann%40example.com&name=Ann&message=Help%20%C3%A9",
      type: "application/x-www-form-urlencoded")
    #expect(answer.text == #"[{"id":null,"jsonrpc":"2.0","result":{"status":"success"}}]"#)
    #expect(
      try server.rows("SELECT email, name, message, create_date FROM helpdesk_ticket") == [
        ["ann@example.com", "Ann", "Help é", "2017-03-03 12:00:00"]
      ])
    #expect(
      try server.rows("SELECT kind, \"to\", body FROM mock_outbox") == [["helpdesk", "ann@example.com", "Ann: Help é"]])
  }

  @Test(
    "refuses and writes nothing",
    arguments: [
      (#"{"name":"Ann","message":"Help"}"#, "email", "Email should be specified"),
      (#"{"login":"","name":"Ann","message":"Help"}"#, "email", "Email should be specified"),
      (
        #"{"login":"ann","name":"Ann","message":"Help"}"#, "email",
        "Email should be an address such as name@example.com"
      ),
      (#"{"login":"ann@example.com","message":"Help"}"#, "name", "Name should be specified"),
      (#"{"login":"ann@example.com","name":" ","message":"Help"}"#, "name", "Name should be specified"),
      (#"{"login":"ann@example.com","name":"Ann","message":"\n"}"#, "message", "Message should be specified"),
      (#"{"login":"ann@example.com","name":"Ann"}"#, "message", "Message should be specified"),
      (#"{"login":"ann@example.com","name":"Ann","message":5}"#, "message", "Message should be a string"),
    ])
  func refuses(_ params: String, _ field: String, _ message: String) throws {
    let server = try TestServer.start()
    let before = try server.state()
    #expect(
      try server.visitor().post("/helpdesk/message", params).text
        == #"{"id":null,"jsonrpc":"2.0","result":{"status":"error","field":"\#(field)","message":"\#(message)"}}"#)
    #expect(try server.state() == before)
  }
}
