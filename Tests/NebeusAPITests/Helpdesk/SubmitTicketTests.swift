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
    try expectRefusal(params, field, message)
  }

  /// An argument of as many bytes as it may have, and what a longer one is refused with.
  struct LongArgument: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: Int
    let message: String
    var testDescription: String { name }

    /// The call's params, with that argument of so many bytes.
    func params(bytes: Int) -> String {
      let end = name == "login" ? "@b.cd" : ""
      let text = String(repeating: "a", count: bytes - end.utf8.count) + end
      let all = ["login": "ann@example.com", "name": "Ann", "message": "Help"].merging([name: text]) { $1 }
      return "{" + all.map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",") + "}"
    }
  }

  @Test(
    "takes arguments up to their length, and no longer ones",
    arguments: [
      LongArgument(name: "name", bytes: 128, message: "Name should have at most 128 bytes"),
      LongArgument(name: "message", bytes: 65_536, message: "Message should have at most 65536 bytes"),
    ])
  func lengths(_ argument: LongArgument) throws {
    let caller = try TestServer.start().visitor()
    #expect(try caller.post("/helpdesk/message", argument.params(bytes: argument.bytes)).text.contains("success"))
    try expectRefusal(argument.params(bytes: argument.bytes + 1), argument.name, argument.message)
  }

  @Test("takes no address of more than 254 bytes")
  func longAddress() throws {
    let address = LongArgument(name: "login", bytes: 254, message: "Email should have at most 254 bytes")
    try expectRefusal(address.params(bytes: 255), "email", address.message)
  }

  private func expectRefusal(_ params: String, _ field: String, _ message: String) throws {
    let server = try TestServer.start()
    let before = try server.state()
    #expect(
      try server.visitor().post("/helpdesk/message", params).text
        == #"{"id":null,"jsonrpc":"2.0","result":{"status":"error","field":"\#(field)","message":"\#(message)"}}"#)
    #expect(try server.state() == before)
  }
}
