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

/// The users in the current user's address book, by id.
enum GetUsersFromBook {
  static let endpoint = Endpoint<CallContext>(
    "/im_chat/api/user_chat_ab/get_users_from_book",
    summary: "Get users from book",
    access: .session,
    answer: .list(of: ChatUser.fields),
    envelope: .none
  ) { _, context in
    try AddressBook(of: context.user, in: context.state).users()
  }
}
