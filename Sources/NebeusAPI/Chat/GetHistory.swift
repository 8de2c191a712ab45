import JSONRPC
import SQLite

/// The messages of a session, newest first; the session is read then.
///
/// Refuses, as `uuid`, a session that the current user is not in.
enum GetHistory {
  static let uuid = Parameter("uuid", .text(), "Session UUID")
  static let last = Parameter("last_ID", .optional(.count), "ID of last message: only older ones are given")
  static let limit = Parameter("limit", .optional(.count), "Quantity of messages in output list: 20 unless given")

  private static let usualLimit = 20

  /// A message, from a row that begins with these columns.
  static let fields: [Field<Row>] = [
    Field("create_date", "When it was posted, in UTC") { try $0[0] as String },
    Field("to_id", "ID and UUID of the session") { try NamedID(id: $0[1], name: $0[2]) },
    Field("message", "Content of the message") { try $0[3] as String },
    Field("type", "Type of the message") { try $0[4] as String },
    Field("id", "ID of the message") { try $0[5] as Int },
    Field("from_id", "ID and name of the sender") { try NamedID(id: $0[6], name: $0[7]) },
  ]

  static let endpoint = Endpoint<CallContext>(
    "/im_chat/api/history",
    summary: "Get history of messages",
    access: .session,
    effect: .writes,
    parameters: [uuid, last, limit],
    answer: .rows(of: fields),
    envelope: .none
  ) { arguments, context in
    let conversation = try Conversation(arguments[uuid], member: context.user, in: context.state)
    guard let conversation else { throw uuid.refusal("Session does not exist") }
    try conversation.markRead()
    // Odoo's clients send 0 where they have no message yet.
    let last = arguments[last].flatMap { $0 == 0 ? nil : $0 }
    return conversation.messages(before: last, limit: arguments[limit] ?? usualLimit)
  }
}
