import NebeusSchema
import SQLite
import Testing

@testable import Store

@Suite("The chat's tables")
struct ChatSchemaTests {
  @Test(
    "are searched by index however much they hold",
    arguments: [
      "SELECT user_id FROM im_chat_session_member WHERE session_id = ?",
      "SELECT session_id FROM im_chat_session_member WHERE user_id = ?",
      "SELECT id FROM im_chat_message WHERE to_id = ? AND id < ? ORDER BY id DESC LIMIT 20",
      "SELECT name, im_status, last_used FROM im_chat_user WHERE id = ?",
    ])
  func indexes(_ query: String) throws {
    let connection = try SQLiteConnection(.memory)
    try Schema.nebeus.migrate(connection)
    let plan = try connection.queryPlan(query)
    #expect(plan.filter { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") } == [])
  }

  @Test("can't be in a fixture where they are derived", arguments: ["im_chat_session_member", "im_chat_user"])
  func derived(_ view: String) throws {
    let connection = try SQLiteConnection(.memory)
    try Schema.nebeus.migrate(connection)
    #expect(try TableInfo(view, .nebeus, in: connection) == nil)
  }
}
