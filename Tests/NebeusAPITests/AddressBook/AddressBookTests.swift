import ServerTestSupport
import TestSupport
import Testing

@Suite("POST /im_chat/api/user_chat_ab/get_all_users and get_users_from_book")
struct AddressBookTests {
  private let book = "/im_chat/api/user_chat_ab/"

  @Test("show who was added in the one and no longer in the other, each owner its own")
  func moves() throws {
    let server = try TestServer.start(scenario: "reference-book")
    let igor = try server.signIn("igor@nebeus.example")
    _ = try igor.post(book + "add_users", #"{"user_ids":[330,5]}"#)
    #expect(try igor.post(book + "get_users_from_book").json.column("id") == ["5", "330"])
    #expect(try igor.post(book + "get_all_users").json.column("id") == ["239"])
    let ivan = try server.signIn("ivan@nebeus.example")
    #expect(try ivan.post(book + "get_users_from_book").json.column("id") == ["5"])
    #expect(try ivan.post(book + "get_all_users").json.column("name") == ["Igor Igor", "Test1"])
    _ = try igor.post(book + "remove_users", #"{"user_ids":[5]}"#)
    #expect(try igor.post(book + "get_users_from_book").json.column("id") == ["330"])
    #expect(try ivan.post(book + "get_users_from_book").json.column("id") == ["5"])
  }
}
