import JSONRPC

/// Puts users into the current user's address book, all or none; one who is there already stays there.
enum AddUsers {
  static let oneself = AddressBook.userIDs.refusal("You can't add yourself")

  static let endpoint = Endpoint<CallContext>(
    "/im_chat/api/user_chat_ab/add_users",
    summary: "Add users in book",
    access: .session,
    effect: .writes,
    parameters: [AddressBook.userIDs],
    answer: .success,
    envelope: .versionFirst,
    failure: .message(.versionFirst),
    refusals: AddressBook.refusals + [oneself]
  ) { arguments, context in
    let user = try context.user
    let book = AddressBook(of: user, in: context.state)
    let users = try book.users(in: arguments)
    guard !users.contains(user.id) else { throw oneself }
    try book.add(users)
  }
}

/// Takes users out of the current user's address book, all or none; one who isn't there may be named, too.
enum RemoveUsers {
  static let endpoint = Endpoint<CallContext>(
    "/im_chat/api/user_chat_ab/remove_users",
    summary: "Remove users from book",
    access: .session,
    effect: .writes,
    parameters: [AddressBook.userIDs],
    answer: .success,
    envelope: .versionFirst,
    failure: .message(.versionFirst),
    refusals: AddressBook.refusals
  ) { arguments, context in
    let book = AddressBook(of: try context.user, in: context.state)
    try book.remove(try book.users(in: arguments))
  }
}
