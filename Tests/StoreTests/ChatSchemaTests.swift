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
    try Schema.migrate(connection)
    let plan = try connection.queryPlan(query)
    #expect(plan.filter { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") } == [])
  }

  @Test("are no fixture's where they are derived", arguments: ["im_chat_session_member", "im_chat_user"])
  func derived(_ view: String) throws {
    let connection = try SQLiteConnection(.memory)
    try Schema.migrate(connection)
    #expect(try TableInfo(view, in: connection) == nil)
  }

  @Test("bring a database of the first version along, with its sessions")
  func migrates() throws {
    let connection = try SQLiteConnection(.memory)
    try connection.execute(Migration.foundation.script)
    try connection.execute(
      """
      INSERT INTO res_partner (id, name) VALUES (1, 'Ann');
      INSERT INTO res_users (id, login, password_crypt, partner_id) VALUES (1, 'ann@example.com', 'x', 1);
      INSERT INTO http_session VALUES ('s', 1, '2017-01-01 00:00:00');
      PRAGMA user_version = 1;
      """)
    try Schema.migrate(connection)
    let seen = try connection.first("SELECT name, im_status, last_presence FROM im_chat_user") { row in
      [try row[0] as String, try row[1] as String, (try row[2] as String?) ?? "never"]
    }
    #expect(seen == ["Ann", "offline", "never"])
  }
}
