import SQLite
import Store

/// A chat session that a user is in, and what the user does there.
struct Conversation {
  let id: Int
  private let user: User
  private let world: DatabaseState

  /// The session of that uuid; nil where there is none, and where `user` is not in it.
  init?(_ uuid: String, member user: User, in world: DatabaseState) throws {
    let found = try world.connection.first(
      """
      SELECT s.id FROM im_chat_session s WHERE s.uuid = ?1
        AND EXISTS (SELECT 1 FROM im_chat_session_member m WHERE m.session_id = s.id AND m.user_id = ?2)
      """, uuid, user.id
    ) { try $0[0] as Int }
    guard let found else { return nil }
    id = found
    self.user = user
    self.world = world
  }

  /// Stores a message, marks the session unread for its other users, and returns the message's id.
  func post(_ type: MessageType, _ content: String) throws -> Int {
    _ = try world.connection.run(
      "INSERT INTO im_chat_message (create_date, from_id, to_id, type, message) VALUES (?, ?, ?, ?, ?)",
      world.now.description, user.id, id, type.rawValue, content)
    let message = world.connection.lastInsertedID
    _ = try world.connection.run(
      """
      INSERT INTO im_chat_conversation_state (session_id, user_id, is_read)
      SELECT session_id, user_id, 0 FROM im_chat_session_member WHERE session_id = ? AND user_id <> ?
      ON CONFLICT DO UPDATE SET is_read = 0 WHERE is_read = 1
      """, id, user.id)
    return message
  }

  /// Marks the session read for the user. Where no state is kept, it is.
  func markRead() throws {
    _ = try world.connection.run(
      "UPDATE im_chat_conversation_state SET is_read = 1 WHERE session_id = ? AND user_id = ? AND is_read = 0",
      id, user.id)
  }

  /// Changes how the user's own view shows the session: to `new`, or by a toggle.
  func change(to new: SessionState?) throws {
    let found = try world.connection.first(
      "SELECT state FROM im_chat_conversation_state WHERE session_id = ? AND user_id = ?", id, user.id
    ) { try $0[0] as String }
    let old = found.flatMap { SessionState(rawValue: $0) } ?? .open
    _ = try world.connection.run(
      """
      INSERT INTO im_chat_conversation_state (session_id, user_id, state) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET state = excluded.state
      """, id, user.id, (new ?? old.toggled).rawValue)
  }

  /// The latest messages, newest first; those before the message `last` where one is given.
  func messages(before last: Int?, limit: Int) -> Rows {
    let id = id
    let world = world
    return Rows { body in
      try world.connection.forEach(
        """
        SELECT m.create_date, s.id, s.uuid, m.message, m.type, m.id, u.id, u.name
        FROM im_chat_message m JOIN im_chat_session s ON s.id = m.to_id JOIN im_chat_user u ON u.id = m.from_id
        WHERE m.to_id = ?1 AND m.id < ?2 ORDER BY m.id DESC LIMIT ?3
        """, id, last ?? Int.max, limit, do: body)
    }
  }
}
