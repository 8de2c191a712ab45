import ServerTestSupport
import SQLite
import Testing

@testable import NebeusAPI

@Suite("What look-ups have found")
struct LookupCacheTests {
  private let connection: SQLiteConnection
  private let changes = TableChanges()

  init() throws {
    connection = try SQLiteConnection(.memory)
    connection.note(into: changes)
    try connection.execute(
      "CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT) STRICT; CREATE TABLE other (id INTEGER) STRICT")
    for id in 1...20 { try connection.run("INSERT INTO thing VALUES (?, ?)", id, "name \(id)") }
  }

  private func name(_ id: Int) throws -> String? {
    try connection.first("SELECT name FROM thing WHERE id = ?", id) { try $0[0] as String }
  }

  private func cache() -> LookupCache<Int, String> { LookupCache(of: changes.watch(["thing"])) }

  private func found(_ id: Int, in cache: inout LookupCache<Int, String>) -> String? {
    cache.found(for: id) { try name(id) }
  }

  @Test("is kept until somebody writes to the tables, and by key")
  func keeps() throws {
    var cache = cache()
    #expect(found(1, in: &cache) == nil)
    cache.keep("name 1", for: 1)
    cache.keep("name 2", for: 2)
    #expect([found(1, in: &cache), found(2, in: &cache), found(3, in: &cache)] == ["name 1", "name 2", nil])
    try connection.run("INSERT INTO other VALUES (1)")
    #expect(found(1, in: &cache) == "name 1")
    try connection.run("UPDATE thing SET name = 'new' WHERE id = 1")
    #expect([found(1, in: &cache), found(2, in: &cache)] == [nil, nil])
    cache.keep("new", for: 1)
    #expect(found(1, in: &cache) == "new")
  }

  @Test("isn't given where it is no longer good")
  func good() throws {
    var cache = cache()
    cache.keep("name 1", for: 1)
    #expect(cache.found(for: 1, where: { $0 != "name 1" }) { try name(1) } == nil)
    #expect(cache.found(for: 1, where: { $0 == "name 1" }) { try name(1) } == "name 1")
  }

  @Test("is replaced where it is kept again, and makes room for the latest sixteen")
  func most() throws {
    var cache = cache()
    for id in 1...16 { cache.keep("name \(id)", for: id) }
    cache.keep("name 2", for: 2)
    #expect(found(1, in: &cache) == "name 1", "what is replaced needs no room")
    cache.keep("name 17", for: 17)
    #expect(found(1, in: &cache) == nil, "the oldest")
    #expect([2, 3, 16, 17].map { found($0, in: &cache) } == ["name 2", "name 3", "name 16", "name 17"])
  }

  @Test("isn't kept where tables change unnoticed")
  func unnoticed() throws {
    var cache = LookupCache<Int, String>(of: nil)
    cache.keep("name 1", for: 1)
    #expect(found(1, in: &cache) == nil)
  }

  struct Change: CustomTestStringConvertible, Sendable {
    let what: String
    let change: @Sendable (TestServer) throws -> Void
    var testDescription: String { what }
  }

  private static let uuid = "37474642-60c7-4315-8575-0497ad23ac12"
  private static let post = #"{"uuid":"\#(uuid)","message_type":"message","message_content":"a"}"#

  @Test(
    "is forgotten where the session or the chat changes between two posts",
    arguments: [
      Change(what: "the session ends") { try $0.change("DELETE FROM http_session") },
      Change(what: "the session is of an earlier time") {
        try $0.change("UPDATE http_session SET last_used = '2016-01-01 00:00:00'")
      },
      Change(what: "a week passes") { try $0.setClock("2017-04-30 12:00:00") },
      Change(what: "the user is gone") {
        try $0.change("PRAGMA foreign_keys = OFF; DELETE FROM res_users WHERE id = 5")
      },
      Change(what: "the chat is between others") {
        try $0.change("UPDATE im_chat_session SET first_user_id = 6, second_user_id = 8 WHERE id = 15")
      },
      Change(what: "the chat has another uuid") {
        try $0.change("UPDATE im_chat_session SET uuid = 'b' WHERE id = 15")
      },
      Change(what: "the database is reset") { _ = try $0.control("POST", "/databases/nebeus/reset") },
    ])
  func forgets(_ change: Change) throws {
    let server = try TestServer.start(scenario: "reference-chat")
    let caller = try server.signIn("lynx@nebeus.example")
    for _ in 0..<3 {
      #expect(try caller.post("/im_chat/post", Self.post).json["result"]?["message_id"]?.integer != nil)
    }
    try change.change(server)
    #expect(try caller.post("/im_chat/post", Self.post).json["error"] != nil)
  }

  @Test("is forgotten where the tables return to a snapshot from before the session")
  func snapshot() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    _ = try server.control("PUT", "/databases/nebeus/snapshots/before")
    let caller = try server.signIn("lynx@nebeus.example")
    for _ in 0..<2 { #expect(try caller.post("/im_chat/post", Self.post).json["error"] == nil) }
    #expect(try server.control("POST", "/databases/nebeus/snapshots/before/restore").status == 200)
    #expect(try caller.post("/im_chat/post", Self.post).json["error"]?["code"]?.integer == 100)
  }

  @Test("says who has read the chat: a post after the other one has read it marks it unread again")
  func unread() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    let lynx = try server.signIn("lynx@nebeus.example")
    let other = try server.signIn("russian@support.ru")
    func read() throws -> [[String]] {
      try server.rows("SELECT user_id, is_read FROM im_chat_conversation_state WHERE session_id = 15 ORDER BY user_id")
    }
    for _ in 0..<3 {
      for _ in 0..<2 { _ = try lynx.post("/im_chat/post", Self.post) }
      #expect(try read() == [["5", "1"], ["8", "0"]])
      _ = try other.post("/im_chat/api/history", #"{"uuid":"\#(Self.uuid)"}"#)
      #expect(try read() == [["5", "1"], ["8", "1"]])
    }
  }
}
