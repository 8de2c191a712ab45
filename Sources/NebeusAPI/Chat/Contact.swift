import JSONRPC
import SQLite
import Store
import Time

/// A user in somebody's book, or with whom somebody shares a session, and the latest message between them.
struct Contact {
  let user: ChatUser
  let email: String?
  let partnerID: Int
  /// The newest of the sessions shared, by any member; who is typing has said nothing yet.
  let lastMessage: LastMessage?

  struct LastMessage {
    let type: String
    let createDate: String
    let id: Int
  }

  private static let messageShape = Shape<LastMessage>.object([
    Field("type", "Type of the message") { $0.type },
    Field("create_date", "When it was posted, in UTC") { $0.createDate },
    Field("id", "ID of the message") { $0.id },
  ])

  static let fields: [Field<Contact>] = [
    Field("last_message", "Newest message of the sessions shared", messageShape.orFalse) { $0.lastMessage },
    Field("im_status", "Status of the chat member") { $0.user.presence },
    Field("id", "User's ID") { $0.user.id },
    Field("name", "Name of the user") { $0.user.name },
    Field("email", "User's e-mail") { $0.email },
    Field("partner_id", "ID of the user's partner", since: .june2017) { $0.partnerID },
  ]

  /// The contacts whose names have `part` in them, in either case: latest message first, then by name.
  ///
  /// A session's latest message is the end of an index: the cost is that of the contacts and sessions, not of the
  /// messages. A group's session has NULL in place of its two users, which is nobody's id.
  static func all(of user: User, named part: String, in state: DatabaseState) throws -> [Contact] {
    let rule = PresenceRule(at: state.now)
    let wanted = FoldedText(part)
    var found: [(contact: Contact, name: FoldedText)] = []
    try state.connection.forEach(
      """
      WITH shared AS MATERIALIZED (
        SELECT s.group_id, s.first_user_id, s.second_user_id,
          coalesce(
            (SELECT iif(type <> 'typing', id, NULL) FROM (
              SELECT id, type FROM im_chat_message WHERE to_id = s.id ORDER BY id DESC LIMIT 1)),
            (SELECT max(id) FROM im_chat_author_latest WHERE session_id = s.id)
          ) AS latest
        FROM im_chat_session_member o JOIN im_chat_session s ON s.id = o.session_id WHERE o.user_id = ?1
      ), contact AS (
        SELECT user_id, NULL AS latest FROM user_chat_ab WHERE owner_id = ?1
        UNION ALL SELECT first_user_id, latest FROM shared
        UNION ALL SELECT second_user_id, latest FROM shared
        UNION ALL SELECT g.user_id, h.latest FROM shared h CROSS JOIN res_groups_users g ON g.group_id = h.group_id
      )
      SELECT u.id, u.name, u.im_status, u.last_presence, u.last_used, u.email, m.type, m.create_date, m.id,
        u.partner_id
      FROM (SELECT user_id, max(latest) AS latest FROM contact WHERE user_id <> ?1 GROUP BY user_id) c
      CROSS JOIN im_chat_user u ON u.id = c.user_id LEFT JOIN im_chat_message m ON m.id = c.latest
      """, user.id
    ) { row in
      let name = FoldedText(try row[1])
      guard name.contains(wanted) else { return }
      found.append((try Contact(row, by: rule), name))
    }
    found.sort { left, right in
      let order = (left.contact.lastMessage?.id ?? 0, right.contact.lastMessage?.id ?? 0)
      if order.0 != order.1 { return order.0 > order.1 }
      return (left.name, left.contact.user.id) < (right.name, right.contact.user.id)
    }
    return found.map(\.contact)
  }

  private init(_ row: borrowing Row, by rule: PresenceRule) throws {
    user = try ChatUser(row, by: rule)
    email = try row[5]
    partnerID = try row[9]
    lastMessage =
      row.isNull(8) ? nil : LastMessage(type: try row[6], createDate: try row[7], id: try row[8])
  }
}
