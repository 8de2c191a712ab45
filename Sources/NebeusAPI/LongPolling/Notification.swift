import JSONRPC
import SQLite
import Store

/// What a poll reports besides messages.
struct Notification {
  enum Content {
    /// The user's own view of a session, as it is now.
    case view(ChatSession)
    case presence(user: Int, Presence)
  }

  let id: Int
  let content: Content
}

/// What one user's poll reports after some position, in order; messages are read while they are written.
struct Notifications {
  /// Most messages of one answer: the rest comes with the next poll.
  private static let mostMessages = 1_000

  let user: Int
  let others: [Notification]
  /// The id after which the messages begin; nil where there are none.
  let threshold: Int?
  let state: DatabaseState
  let memory: NotificationMemory

  var isEmpty: Bool { others.isEmpty && threshold == nil }

  static let shape = Shape<Notifications>(schema: .list(of: .object(element))) { notifications, writer in
    writer.json.beginArray()
    try notifications.write(to: &writer)
    writer.json.endArray()
  }

  private static let view = ChatSession.shape()
  private static let presence = Shape<(user: Int, presence: Presence)>.object([
    Field("id", "ID of the user") { $0.user },
    Field("im_status", "The user's presence") { $0.presence },
  ])

  private static let element = [
    JSONSchema.Property(
      name: "id", meaning: "The value for `last` in the next poll", schema: .integer, isOptional: false),
    JSONSchema.Property(
      name: "channel", meaning: "The caller's own: database, `im_chat.session` and user ID",
      schema: .list(of: .stringOrNumber), isOptional: false),
    JSONSchema.Property(
      name: "message", meaning: "A posted message, a session whose view has changed, or a user's presence",
      schema: .anyOf([GetHistory.message.schema, view.schema, presence.schema]), isOptional: false),
  ]

  private func write(to writer: inout AnswerWriter) throws {
    let users = UserNames(in: state.connection)
    var rest = others[...]
    var count = 0
    if let threshold {
      try forEachMessage(after: threshold) { row in
        let id = memory.id(ofMessage: try row[5])
        while let next = rest.first, next.id < id { try write(rest.removeFirst(), as: next.id, to: &writer) }
        try writeElement(id, to: &writer) { writer in
          try GetHistory.message.writer(in: writer.format.revision).write(row, naming: users, to: &writer.json)
        }
        count += 1
      }
    }
    // Later notifications wait with the messages that the limit has left out.
    guard count < Self.mostMessages else { return }
    for notification in rest { try write(notification, as: notification.id, to: &writer) }
  }

  private func forEachMessage(after threshold: Int, _ body: (borrowing Row) throws -> Void) throws {
    try state.connection.forEach(
      """
      SELECT m.* FROM im_chat_session_member o
      CROSS JOIN im_chat_message_row m ON m.to_id = o.session_id AND m.id > ?2
      WHERE o.user_id = ?1 ORDER BY m.id LIMIT ?3
      """, user, threshold, Self.mostMessages, do: body)
  }

  private func write(_ notification: Notification, as id: Int, to writer: inout AnswerWriter) throws {
    try writeElement(id, to: &writer) { writer in
      switch notification.content {
      case .view(let session): try Self.view.write(session, &writer)
      case .presence(let user, let presence): try Self.presence.write((user, presence), &writer)
      }
    }
  }

  private func writeElement(
    _ id: Int, to writer: inout AnswerWriter, _ message: (inout AnswerWriter) throws -> Void
  ) throws {
    writer.json.beginObject()
    writer.json.key("id")
    writer.json.integer(id)
    writer.json.key("channel")
    writer.json.beginArray()
    writer.json.string(state.name.text)
    writer.json.string("im_chat.session")
    writer.json.integer(user)
    writer.json.endArray()
    writer.json.key("message")
    try message(&writer)
    writer.json.endObject()
  }
}
