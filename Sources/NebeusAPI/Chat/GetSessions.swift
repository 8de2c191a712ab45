import JSONRPC

/// The sessions that the current user has with one other user, newest first.
enum GetSessions {
  static let userTo = Parameter("user_to", .optional(.id), "ID of user")

  static let endpoint = Endpoint<CallContext>(
    "/im_chat/api/get_sessions",
    summary: "Get sessions",
    access: .session,
    parameters: [
      userTo, DocumentReference.id, DocumentReference.model, ChatSessionFilter.state,
    ],
    answer: .list(of: ChatSession.shape()),
    envelope: .none
  ) { arguments, context in
    var filter = ChatSessionFilter(isGroup: false, arguments)
    filter.user = arguments[userTo]
    return try ChatSession.all(of: context.user, filter, in: context.state)
  }
}

/// The sessions of the groups that the current user is in, newest first.
enum GetGroupSessions {
  static let group = Parameter("group", .optional(.id), "ID of group")

  static let endpoint = Endpoint<CallContext>(
    "/im_chat/api/get_sessions_group",
    summary: "Get sessions with group",
    access: .session,
    parameters: [
      group, DocumentReference.id, DocumentReference.model, ChatSessionFilter.state,
    ],
    answer: .list(of: ChatSession.shape()),
    envelope: .none
  ) { arguments, context in
    var filter = ChatSessionFilter(isGroup: true, arguments)
    filter.group = arguments[group]
    return try ChatSession.all(of: context.user, filter, in: context.state)
  }
}
