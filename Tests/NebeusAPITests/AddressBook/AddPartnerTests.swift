import ServerTestSupport
import TestSupport
import Testing

@Suite("POST /im_chat/api/user_chat_ab/add_partner")
struct AddPartnerTests {
  private let path = "/im_chat/api/user_chat_ab/add_partner"

  @Test("puts the partner's user into the book, with whom one can chat then")
  func adds() throws {
    let server = try TestServer.start(scenario: "reference-book")
    let igor = try server.signIn("igor@nebeus.example")
    _ = try igor.post(path, #"{"parent_partner_id":169,"child_partner_id":"345"}"#)
    #expect(try igor.post("/im_chat/api/user_chat_ab/get_users_from_book").json.column("name") == ["Test1"])
    #expect(try igor.post("/im_chat/api/init", #"{"name":""}"#).json.column("id") == ["330"])
    let session = try igor.post("/im_chat/api/get_or_create_session", #"{"user_to":330}"#)
    #expect(try session.json["result"]?["users"]?.column("id") == ["154", "330"])
  }

  @Test(
    "refuses in the documented words and writes nothing",
    arguments: [
      #"{"parent_partner_id":254,"child_partner_id":345}"#, #"{"parent_partner_id":169,"child_partner_id":999}"#,
      #"{"parent_partner_id":169,"child_partner_id":169}"#, #"{"parent_partner_id":169,"child_partner_id":400}"#,
      #"{"parent_partner_id":169}"#, #"{"child_partner_id":345}"#, "{}",
      #"{"parent_partner_id":"me","child_partner_id":345}"#,
    ])
  func refuses(_ params: String) throws {
    let server = try TestServer.start(scenario: "reference-book")
    try server.change("INSERT INTO res_partner (id, name) VALUES (400, 'Without user')")
    let igor = try server.signIn("igor@nebeus.example")
    let before = try server.chatRows()
    let answer = try igor.post(path, params)
    let result = #"{"status":"error","message":"input parameters are not valid"}"#
    #expect(answer.text == #"{"jsonrpc":"2.0","id":null,"result":\#(result)}"#)
    #expect(try server.chatRows() == before)
  }
}
