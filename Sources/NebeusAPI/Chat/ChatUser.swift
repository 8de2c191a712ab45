import JSONRPC
import SQLite
import Store

/// A user as others see it in chats and address books.
struct ChatUser {
  let id: Int
  /// Name and surname, or the name alone.
  let name: String
  let presence: Presence

  static let fields: [Field<ChatUser>] = [
    Field("im_status", "Chat status") { $0.presence },
    Field("id", "User ID") { $0.id },
    Field("name", "Name and surname") { $0.name },
  ]

  /// Reads `id`, `name`, `im_status`, `last_presence` and `last_used` of `im_chat_user`.
  init(_ row: borrowing Row, by rule: PresenceRule) throws {
    id = try row[0]
    name = try row[1]
    presence = try rule.presence(row, at: 2)
  }

  /// The users of a session, by id.
  static func all(ofSession session: Int, in state: DatabaseState, by rule: PresenceRule) throws -> [ChatUser] {
    try state.connection.all(
      """
      SELECT u.id, u.name, u.im_status, u.last_presence, u.last_used
      FROM im_chat_session_member m JOIN im_chat_user u ON u.id = m.user_id WHERE m.session_id = ? ORDER BY u.id
      """, session
    ) { try ChatUser($0, by: rule) }
  }

  static func exists(_ id: Int, in state: DatabaseState) throws -> Bool {
    try state.connection.first("SELECT 1 FROM res_users WHERE id = ?", id) { _ in true } ?? false
  }
}
