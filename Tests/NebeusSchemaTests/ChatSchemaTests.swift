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

  @Test(
    "know the latest message of each author, whatever is inserted, changed and deleted", arguments: UInt64(1)...20)
  func authors(_ seed: UInt64) throws {
    let connection = try SQLiteConnection(.memory)
    try Schema.nebeus.migrate(connection)
    try connection.execute("PRAGMA foreign_keys = OFF")
    var random = RandomSource(seed: seed)
    for _ in 0..<400 {
      // Few authors and sessions, and ids with gaps about as long as what is looked through.
      let (from, to, type) = (
        random.next() % 3 + 1, random.next() % 2 + 1, ["message", "typing"][Int(random.next() % 2)]
      )
      let id = random.next() % 300 + 1
      let next = "(SELECT coalesce(max(id), 0) + 1 + \(random.next() % 50) FROM im_chat_message)"
      let any = "(SELECT id FROM im_chat_message ORDER BY abs(id - \(id)) LIMIT 1)"
      let row = "'2017-04-11 12:00:00', \(from), \(to), '\(type)', 'm'"
      let change =
        switch random.next() % 8 {
        case 0: "INSERT OR IGNORE INTO im_chat_message VALUES (\(id), \(row))"
        case 1: "DELETE FROM im_chat_message WHERE id = \(any)"
        case 2: "DELETE FROM im_chat_message WHERE id = (SELECT max(id) FROM im_chat_message)"
        case 3: "UPDATE im_chat_message SET type = '\(type)', from_id = \(from), to_id = \(to) WHERE id = \(any)"
        case 4: "UPDATE OR IGNORE im_chat_message SET id = \(id) WHERE id = \(any)"
        case 5 where random.next() % 20 == 0: "DELETE FROM im_chat_message WHERE to_id = \(to)"
        default: "INSERT INTO im_chat_message VALUES (\(next), \(row))"
        }
      try connection.execute(change)
      let known = try latest(connection, "SELECT session_id, user_id, id FROM im_chat_author_latest ORDER BY 1, 2")
      let found = try latest(
        connection,
        """
        SELECT to_id, from_id, max(id) FROM im_chat_message WHERE type <> 'typing' GROUP BY 1, 2 ORDER BY 1, 2
        """)
      guard known == found else {
        Issue.record("\(change): the tables know \(known), and have \(found)")
        return
      }
    }
  }

  private func latest(_ connection: SQLiteConnection, _ query: String) throws -> [[Int?]] {
    var rows: [[Int?]] = []
    try connection.forEach(dynamic: query) { row in rows.append([try row[0], try row[1], try row[2]]) }
    return rows
  }
}
