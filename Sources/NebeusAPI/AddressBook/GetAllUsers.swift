import JSONRPC

/// All users but the current one and those in its address book, by id.
enum GetAllUsers {
  static let endpoint = Endpoint<CallContext>(
    "/im_chat/api/user_chat_ab/get_all_users",
    summary: "Get all users",
    access: .session,
    answer: .list(of: ChatUser.fields),
    envelope: .none
  ) { _, context in
    try AddressBook(of: context.user, in: context.state).strangers()
  }
}
