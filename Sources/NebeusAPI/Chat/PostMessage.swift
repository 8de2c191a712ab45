import JSONRPC

/// Stores a message and marks its session unread for the other users, unless it says that somebody is typing.
///
/// Refuses, as `uuid`, a session that the current user is not in. Only the content of a `typing` may be blank.
enum PostMessage {
  static let uuid = Parameter("uuid", .text(), "Session UUID")
  static let type = Parameter("message_type", .choice(of: MessageType.self), "Type of message")
  static let content = Parameter("message_content", .anyText(maxBytes: 65_536), "Content of message")
  static let blank = content.refusal("Message content should be specified")
  static let unknown = Conversation.unknown(uuid)

  static let endpoint = Endpoint<CallContext>(
    "/im_chat/post",
    summary: "Post message",
    access: .session,
    effect: .writesInSteps,
    parameters: [uuid, type, content],
    answer: .object([Field("message_id", "ID of posted message") { $0 }]),
    envelope: .versionFirst,
    refusals: [blank, unknown]
  ) { arguments, context in
    let text = arguments[content]
    let type = arguments[type]
    guard type == .typing || !text.isBlank else { throw blank }
    let conversation = try Conversation(arguments[uuid], member: context.user, in: context.state)
    guard let conversation else { throw unknown }
    return try conversation.post(type, text)
  }
}
