import JSONRPC

/// The session of a group that the current user is in, made where there is none.
///
/// Refuses, as `group`, a group that isn't there and one of which the user is no member, in the same words.
enum GetOrCreateGroupSession {
  static let group = Parameter("group", .id, "ID of group")

  static let endpoint = Endpoint<CallContext>(
    "/im_chat/api/get_or_create_session_group",
    summary: "Get or create session with group",
    access: .session,
    effect: .writes,
    parameters: [group, DocumentReference.id, DocumentReference.model],
    answer: ChatSession.shape(),
    envelope: .versionFirst
  ) { arguments, context in
    let user = try context.user
    let id = arguments[group]
    guard try ChatGroup.has(id, member: user.id, in: context.state) else {
      throw group.refusal("You are in no group \(id)")
    }
    let document = try DocumentReference(arguments)
    let session = try ChatSession.open(ofGroup: id, about: document, in: context.state)
    return try ChatSession(session, seenBy: user, in: context.state)
  }
}
