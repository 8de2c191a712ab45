import Basics
import JSONRPC
import SQLite
import Store
import Time

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

  static func exists(_ id: Int, in state: DatabaseState) throws -> Bool {
    try state.connection.first("SELECT 1 FROM res_users WHERE id = ?", id) { _ in true } ?? false
  }
}

/// The names of users, each looked up once for an answer: a chat's messages have few senders, and a join would look
/// them up for every message.
final class UserNames {
  private let database: SQLiteConnection
  private var known: [(id: Int, partner: Int, name: [UInt8])] = []

  init(in database: SQLiteConnection) {
    self.database = database
  }

  /// Calls `body` with the id of the user's partner and the name's UTF-8. Throws `StateError.missingRow` where there is
  /// no such user.
  func withUser(_ id: Int, _ body: (_ partner: Int, _ name: BorrowedBytes) -> Void) throws {
    if let user = known.first(where: { $0.id == id }) {
      return user.name.withBytes { body(user.partner, $0) }
    }
    let found = try database.first("SELECT partner_id, name FROM im_chat_user WHERE id = ?", id) { row in
      (partner: try row.integer(0), name: try row.withText(1) { [UInt8]($0) })
    }
    guard let found else { throw StateError.missingRow(table: "res_users", id: id) }
    known.append((id, found.partner, found.name))
    found.name.withBytes { body(found.partner, $0) }
  }
}

/// A user of a chat session, as the session's users see it.
struct ChatSessionUser {
  let user: ChatUser
  let partnerID: Int
  let session: Int
  let database: DatabaseState

  static let fields: [Field<ChatSessionUser>] =
    ChatUser.fields.map { field in field.of { $0.user } } + [
      Field("partner_id", "ID and name of the user's partner", since: .june2017) {
        NamedID(id: $0.partnerID, name: $0.user.name)
      },
      Field(
        "last_message", "Newest message that the user has posted there", since: .june2017, ChatMessage.shape.orFalse
      ) {
        try $0.lastMessage
      },
    ]

  /// The users of a session, by id.
  static func all(
    ofSession session: Int, in database: DatabaseState, by rule: PresenceRule
  ) throws -> [ChatSessionUser] {
    try database.connection.all(
      """
      SELECT u.id, u.name, u.im_status, u.last_presence, u.last_used, u.partner_id
      FROM im_chat_session_member m JOIN im_chat_user u ON u.id = m.user_id WHERE m.session_id = ? ORDER BY u.id
      """, session
    ) { row in
      ChatSessionUser(user: try ChatUser(row, by: rule), partnerID: try row[5], session: session, database: database)
    }
  }

  /// Saying that one is typing is no message yet.
  private var lastMessage: ChatMessage? {
    get throws {
      try database.connection.first(
        """
        SELECT m.type, m.message, m.create_date, m.id
        FROM im_chat_author_latest a JOIN im_chat_message m ON m.id = a.id WHERE a.session_id = ? AND a.user_id = ?
        """, session, user.id
      ) { ChatMessage(type: try $0[0], text: try $0[1], createDate: try $0[2], id: try $0[3]) }
    }
  }
}

/// A message, as a session shows it of its users.
struct ChatMessage {
  let type: String
  let text: String
  let createDate: String
  let id: Int

  static let shape = Shape<ChatMessage>.object([
    Field("type", "Type of the message") { $0.type },
    Field("message", "Content of the message") { $0.text },
    Field("create_date", "When it was posted, in UTC") { $0.createDate },
    Field("id", "ID of the message") { $0.id },
  ])
}

/// Whether a user is there, as chats and books show it.
enum Presence: String, CaseIterable, Answerable {
  case online, away, offline

  static var schema: JSONSchema { .choice(allCases.map(\.rawValue)) }

  func write(to writer: inout AnswerWriter) { writer.json.string(rawValue) }
}

/// What the tables know of a user, read as a presence at one moment.
///
/// A call makes its user online, ten minutes without one away, no live session offline. A user who has not called yet
/// is what the fixture says. Source: docs/decisions.md, Sessions.
struct PresenceRule {
  /// Seconds without a call after which a user is away.
  private static let timeUntilAway = 600

  /// A user whose last call was not after this moment is away.
  private let awaySince: String
  /// A session that was not used after this moment is over.
  private let sessionsSince: String

  init(at now: Timestamp) {
    awaySince = Self.awaySince(now).description
    sessionsSince = LoginSession.oldestUse(at: now).description
  }

  /// A user whose last call was not after this moment is away.
  static func awaySince(_ now: Timestamp) -> Timestamp { now.advanced(by: -timeUntilAway) }

  /// The presence of a row of `im_chat_user` whose `im_status`, `last_presence` and `last_used` begin at `index`.
  func presence(_ row: borrowing Row, at index: Int) throws -> Presence {
    guard let lastCall: String = try row[index + 1] else {
      let status: String = try row[index]
      guard let presence = Presence(rawValue: status) else { throw StateError.unknownWord(status) }
      return presence
    }
    guard let lastUsed: String = try row[index + 2], lastUsed > sessionsSince else { return .offline }
    return lastCall > awaySince ? .online : .away
  }

  /// Once a user has signed out everywhere, what the fixture said of the presence is over.
  static func forgetFixture(of user: User, in state: DatabaseState) throws {
    _ = try state.connection.run(
      """
      UPDATE im_chat_presence SET im_status = 'offline' WHERE user_id = ?1
        AND NOT EXISTS (SELECT 1 FROM http_session WHERE user_id = ?1 AND last_used > ?2)
      """, user.id, LoginSession.oldestUse(at: state.now))
  }
}
