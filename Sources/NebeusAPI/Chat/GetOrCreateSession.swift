import JSONRPC

/// The session of the current user and another one, made where there is none.
///
/// It is the same from both sides. Refuses, as `user_to`, an unknown user and oneself.
enum GetOrCreateSession {
  static let userTo = Parameter("user_to", .id, "ID of user")
  static let oneself = userTo.refusal("User to should be another user than yourself")
  static let unknown = userTo.refusal("There is no user {user_to}")

  static let endpoint = Endpoint<CallContext>(
    "/im_chat/api/get_or_create_session",
    summary: "Get or create session",
    access: .session,
    effect: .writes,
    parameters: [userTo, DocumentReference.id, DocumentReference.model],
    answer: ChatSession.shape(withDocumentsAs: "with_documents:"),
    envelope: .versionFirst,
    refusals: [oneself, unknown] + DocumentReference.refusals
  ) { arguments, context in
    let user = try context.user
    let other = arguments[userTo]
    guard other != user.id else { throw oneself }
    guard try ChatUser.exists(other, in: context.state) else { throw unknown.with(other) }
    let document = try DocumentReference(arguments)
    let session = try ChatSession.open(between: user, and: other, about: document, in: context.state)
    return try ChatSession(session, seenBy: user, in: context.state)
  }
}

/// The session of a group that the current user is in, made where there is none.
///
/// Refuses, as `group`, a group that isn't there and one of which the user is no member, in the same words.
enum GetOrCreateGroupSession {
  static let group = Parameter("group", .id, "ID of group")
  static let notMember = group.refusal("You are in no group {group}")

  static let endpoint = Endpoint<CallContext>(
    "/im_chat/api/get_or_create_session_group",
    summary: "Get or create session with group",
    access: .session,
    effect: .writes,
    parameters: [group, DocumentReference.id, DocumentReference.model],
    answer: ChatSession.shape(),
    envelope: .versionFirst,
    refusals: [notMember] + DocumentReference.refusals
  ) { arguments, context in
    let user = try context.user
    let id = arguments[group]
    guard try ChatGroup.has(id, member: user.id, in: context.state) else { throw notMember.with(id) }
    let document = try DocumentReference(arguments)
    let session = try ChatSession.open(ofGroup: id, about: document, in: context.state)
    return try ChatSession(session, seenBy: user, in: context.state)
  }
}
