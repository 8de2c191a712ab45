import JSONRPC

/// The current user's contacts, those with the latest message first.
enum InitializeChat {
  static let name = Parameter("name", .anyText(), "Part of the name, in either case; empty for all")
  static let limit = Parameter("limit", .optional(.count), "Quantity of output names in contact list")

  static let endpoint = Endpoint<CallContext>(
    "/im_chat/api/init",
    summary: "Chat initialization",
    access: .session,
    parameters: [.init(name), .init(limit)],
    answer: .list(of: Contact.fields),
    envelope: .none
  ) { arguments, context in
    let contacts = try Contact.all(of: context.user, named: try arguments[name], in: context.state)
    guard let limit = try arguments[limit] else { return contacts }
    return Array(contacts.prefix(limit))
  }
}
