import JSONRPC
import SQLite

/// The messages of a session, newest first; the session is read then.
///
/// Refuses, as `uuid`, a session that the current user is not in.
enum GetHistory {
  static let uuid = Parameter("uuid", .text(), "Session UUID")
  static let last = Parameter("last_ID", .optional(.count), "ID of last message: only older ones are given")
  static let limit = Parameter("limit", .optional(.count), "Quantity of messages in output list: 20 unless given")
  static let unknown = Conversation.unknown(uuid)

  private static let usualLimit = 20

  /// A message, from a row of `im_chat_message_row`.
  static let message = RowObject([
    RowColumn("create_date", .text, "When it was posted, in UTC"),
    RowColumn("to_id", .reference, "ID and UUID of the session"),
    RowColumn("message", .text, "Content of the message"),
    RowColumn("type", .text, "Type of the message"),
    RowColumn("id", .integer, "ID of the message"),
    RowColumn("from_id", .user, "ID and name of the sender"),
    RowColumn("from_partner_id", .partner, "ID and name of the sender's partner", since: .june2017),
  ])

  static let endpoint = Endpoint<CallContext>(
    "/im_chat/api/history",
    summary: "Get history of messages",
    access: .session,
    effect: .writesInSteps,
    parameters: [uuid, last, limit],
    answer: .rows(of: message),
    envelope: .none,
    refusals: [unknown]
  ) { arguments, context in
    let conversation = try Conversation(arguments[uuid], member: context.user, in: context.state)
    guard let conversation else { throw unknown }
    try conversation.markRead()
    // Odoo's clients send 0 where they have no message yet.
    let last = arguments[last].flatMap { $0 == 0 ? nil : $0 }
    return conversation.messages(before: last, limit: arguments[limit] ?? usualLimit)
  }
}
