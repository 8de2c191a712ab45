import JSONRPC

/// The current user's contacts, those with the latest message first; closed sessions with unread messages are folded
/// then.
enum InitializeChat {
  static let name = Parameter("name", .anyText(), "Part of the name, in either case; empty for all")
  static let limit = Parameter("limit", .optional(.count), "Quantity of output names in contact list")

  static let endpoint = Endpoint<CallContext>(
    "/im_chat/api/init",
    summary: "Chat initialization",
    access: .session,
    effect: .writes,
    parameters: [name, limit],
    answer: .list(of: Contact.fields),
    envelope: .none
  ) { arguments, context in
    try Conversation.reopenUnread(of: context.user, in: context.state)
    let contacts = try Contact.all(of: context.user, named: arguments[name], in: context.state)
    guard let limit = arguments[limit] else { return contacts }
    return Array(contacts.prefix(limit))
  }
}
