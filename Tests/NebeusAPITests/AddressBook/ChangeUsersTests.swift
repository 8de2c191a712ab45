import ServerTestSupport
import TestSupport
import Testing

@Suite("POST /im_chat/api/user_chat_ab/add_users and remove_users")
struct ChangeUsersTests {
  private static let book = "/im_chat/api/user_chat_ab/"
  private static let success = #"{"jsonrpc":"2.0","id":null,"result":{"status":"success"}}"#

  @Test(
    "succeed where it changes nothing, too",
    arguments: [
      ("add_users", #"{"user_ids":[5,5]}"#, ["5"]), ("add_users", #"{"user_ids":[]}"#, ["5"]),
      ("add_users", #"{"user_ids":["330"]}"#, ["5", "330"]), ("remove_users", #"{"user_ids":[330]}"#, ["5"]),
      ("remove_users", #"{"user_ids":[5,330,5,239]}"#, []),
    ])
  func succeed(_ name: String, _ params: String, _ users: [String]) throws {
    let server = try TestServer.start(scenario: "reference-book")
    let ivan = try server.signIn("ivan@nebeus.example")
    #expect(try ivan.post(Self.book + name, params).text == Self.success)
    #expect(try server.rows("SELECT user_id FROM user_chat_ab ORDER BY user_id").map { $0[0] } == users)
  }

  @Test("take a form's repeated field", arguments: [("user_ids=5", ["5"]), ("user_ids=330&user_ids=5", ["5", "330"])])
  func form(_ body: String, _ users: [String]) throws {
    let server = try TestServer.start(scenario: "reference-book")
    try server.change("DELETE FROM user_chat_ab")
    let ivan = try server.signIn("ivan@nebeus.example")
    _ = try ivan.post(Self.book + "add_users", body, type: "application/x-www-form-urlencoded")
    #expect(try server.rows("SELECT user_id FROM user_chat_ab ORDER BY user_id").map { $0[0] } == users)
  }

  @Test(
    "refuse in the documented form and write nothing",
    arguments: [
      ("add_users", #"{"user_ids":"330"}"#, "user_ids is not list"),
      ("remove_users", #"{"user_ids":{}}"#, "user_ids is not list"),
      ("add_users", "{}", "User ids should be specified"),
      ("add_users", #"{"user_ids":[330,998,5,999,998]}"#, "There are no users 998, 999"),
      ("remove_users", #"{"user_ids":[5,999]}"#, "There is no user 999"),
      ("add_users", #"{"user_ids":[330,239]}"#, "You can't add yourself"),
      ("add_users", #"{"user_ids":[330,"x"]}"#, "user_ids[1] should be a number"),
      ("add_users", #"{"user_ids":[330,0]}"#, "user_ids[1] should be above 0"),
    ])
  func refuse(_ name: String, _ params: String, _ message: String) throws {
    let server = try TestServer.start(scenario: "reference-book")
    let ivan = try server.signIn("ivan@nebeus.example")
    let before = try server.chatRows()
    let answer = try ivan.post(Self.book + name, params)
    #expect(
      answer.text == #"{"jsonrpc":"2.0","id":null,"result":{"status":"error","message":"\#(message)"}}"#)
    #expect(try server.chatRows() == before)
  }

  @Test("add all or none, also where the database fails at the last")
  func isWhole() throws {
    let server = try TestServer.start(scenario: "reference-book")
    try server.change(
      """
      CREATE TRIGGER fails BEFORE INSERT ON user_chat_ab WHEN new.user_id = 330
      BEGIN SELECT raise(ABORT, 'no room'); END
      """)
    let before = try server.chatRows()
    let answer = try server.signIn("igor@nebeus.example").post(Self.book + "add_users", #"{"user_ids":[5,330]}"#)
    #expect(try answer.json["error"]?["code"]?.integer == 200)
    #expect(try server.chatRows() == before)
  }
}
