import Basics
import JSONRPC
import SQLite
import Store
import Time

/// A chat session that a user is in, and what the user does there.
struct Conversation {
  /// A session's uuid, and who must be in it.
  struct Lookup: Equatable {
    let uuid: ExactText
    let user: Int
  }

  struct Found: Equatable {
    let id: Int
    /// Whether the user has read it, and whether the other one has; nil where no state is kept, and for a group's
    /// others.
    let isRead: Bool?
    let isReadByOther: Bool?
    /// Whether a message was deleted while it was the newest: SQLite might then choose an id that was given before.
    let isNewestRemoved: Bool
  }

  /// Those that say which session has a uuid, who is in it, who has read it, and which id a message gets there.
  static let tables = [
    "im_chat_session", "im_chat_conversation_state", "res_groups_users", "im_chat_message_removed",
  ]

  private let found: Found
  private let user: User
  private let state: DatabaseState
  var id: Int { found.id }

  /// The session of that uuid; nil where there is none, and where `user` is not in it.
  init?(_ uuid: String, member user: User, in state: DatabaseState) throws {
    let (companion, lookup) = (StateCompanion.of(state), Lookup(uuid: ExactText(uuid), user: user.id))
    let known = companion.conversations.found(for: lookup) { try Self.find(lookup, in: state) }
    if let known {
      found = known
    } else {
      guard let found = try Self.find(lookup, in: state) else { return nil }
      companion.conversations.keep(found, for: lookup)
      self.found = found
    }
    self.user = user
    self.state = state
  }

  private static func find(_ lookup: Lookup, in state: DatabaseState) throws -> Found? {
    try state.connection.first(
      """
      SELECT s.id,
        (SELECT is_read FROM im_chat_conversation_state WHERE session_id = s.id AND user_id = ?2),
        (SELECT is_read FROM im_chat_conversation_state WHERE session_id = s.id
          AND user_id = iif(s.first_user_id = ?2, s.second_user_id, s.first_user_id)),
        EXISTS (SELECT 1 FROM im_chat_message_removed)
      FROM im_chat_session s WHERE s.uuid = ?1 AND (s.first_user_id = ?2 OR s.second_user_id = ?2
        OR EXISTS (SELECT 1 FROM res_groups_users g WHERE g.group_id = s.group_id AND g.user_id = ?2))
      """, lookup.uuid.text, lookup.user
    ) { Found(id: try $0.integer(0), isRead: try $0[1], isReadByOther: try $0[2], isNewestRemoved: try $0[3]) }
  }

  /// The refusal of an argument that is the uuid of no session of the user's.
  static func unknown<Argument>(_ parameter: Parameter<Argument>) -> Refusal {
    parameter.refusal("Session does not exist")
  }

  /// Stores a message and returns its id. The session is unread then for its other users, and read for its author; who
  /// is typing changes neither.
  func post(_ type: MessageType, _ content: String) throws -> Int {
    // Most messages find the session as they leave it. A statement that is alone needs no transaction around it.
    guard type != .typing, found.isRead != true || found.isReadByOther != false else {
      return try insert(type, content)
    }
    return try state.connection.transaction {
      let message = try insert(type, content)
      _ = try state.connection.run(
        """
        INSERT INTO im_chat_conversation_state (session_id, user_id, is_read)
        SELECT session_id, user_id, user_id = ?2 FROM im_chat_session_member WHERE session_id = ?1
        ON CONFLICT DO UPDATE SET is_read = excluded.is_read WHERE is_read <> excluded.is_read
        """, id, user.id)
      return message
    }
  }

  private func insert(_ type: MessageType, _ content: String) throws -> Int {
    _ = try state.connection.run(
      """
      INSERT INTO im_chat_message (id, create_date, from_id, to_id, type, message)
      VALUES (iif(?, (SELECT id FROM im_chat_message_next), NULL), ?, ?, ?, ?, ?)
      """,
      found.isNewestRemoved, state.now, user.id, id, type.rawValue, content)
    return state.connection.lastInsertedID
  }

  /// Marks the session read for the user.
  func markRead() throws {
    guard found.isRead != true else { return }
    try state.connection.transaction {
      try keepState()
      _ = try state.connection.run(
        "UPDATE im_chat_conversation_state SET is_read = 1 WHERE session_id = ? AND user_id = ?", id, user.id)
    }
  }

  /// Changes how the user's own view shows the session: to `new`, or by a toggle between open and folded.
  func change(to new: ChatSessionState?) throws {
    try keepState()
    _ = try state.connection.run(
      """
      UPDATE im_chat_conversation_state
      SET state = coalesce(?, CASE state WHEN 'open' THEN 'folded' ELSE 'open' END)
      WHERE session_id = ? AND user_id = ?
      """, new?.rawValue, id, user.id)
    try NotificationLog(state).recordView(ofSession: id, by: user.id)
  }

  /// Changes where the user's own view lists the session.
  func change(to new: ChatSessionStatus) throws {
    try keepState()
    _ = try state.connection.run(
      "UPDATE im_chat_conversation_state SET status = ? WHERE session_id = ? AND user_id = ?", new.rawValue, id, user.id
    )
    try NotificationLog(state).recordView(ofSession: id, by: user.id)
  }

  /// Opens the user's closed sessions that have unread messages again, folded, as Odoo 8 does.
  static func reopenUnread(of user: User, in state: DatabaseState) throws {
    let reopened = try state.connection.all(
      """
      UPDATE im_chat_conversation_state SET state = 'folded'
      WHERE user_id = ?1 AND state = 'closed' AND is_read = 0
        AND session_id IN (SELECT session_id FROM im_chat_session_member WHERE user_id = ?1)
      RETURNING session_id
      """, user.id
    ) { try $0[0] as Int }
    for session in reopened { try NotificationLog(state).recordView(ofSession: session, by: user.id) }
  }

  /// Keeps what holds for a member of whom no state is kept yet: open, and unread where others have written.
  private func keepState() throws {
    _ = try state.connection.run(
      """
      INSERT INTO im_chat_conversation_state (session_id, user_id, is_read)
      SELECT session_id, user_id, is_read FROM im_chat_conversation WHERE session_id = ?1 AND user_id = ?2
      ON CONFLICT DO NOTHING
      """, id, user.id)
  }

  /// The latest messages, newest first; those before the message `last` where one is given.
  func messages(before last: Int?, limit: Int) -> Rows {
    let id = id
    let state = state
    return Rows(users: UserNames(in: state.connection)) { body in
      try state.connection.forEach(
        "SELECT * FROM im_chat_message_row WHERE to_id = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3", id, last ?? Int.max,
        limit, do: body)
    }
  }
}

/// The type of a chat's message.
enum MessageType: String, CaseIterable {
  case message
  case attachment = "money4_chat_attach_msg"
  case typing
}

/// How a user's own view shows a chat session.
enum ChatSessionState: String, CaseIterable {
  case open, folded, closed
}

/// Where a user's own view lists a chat session.
enum ChatSessionStatus: String, CaseIterable {
  case active, favorite, archive
}

/// What a user's own view of a chat session can be changed to: its state, or its status.
enum ChatSessionChange: String, CaseIterable {
  case open, folded, closed
  case active, favorite, archive

  var status: ChatSessionStatus? { ChatSessionStatus(rawValue: rawValue) }
  var state: ChatSessionState? { ChatSessionState(rawValue: rawValue) }
}
