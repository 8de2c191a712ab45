import JSONRPC

/// Changes how the current user's own view shows a session; without a new status it toggles.
enum ChangeSessionStatus {
  static let uuid = Parameter("uuid", .optional(.text()), "Session UUID")
  static let state = Parameter(
    "new_status", .optional(.choice(of: ChatSessionState.self)), "New status of session", in: .first...(.first))
  static let change = Parameter(
    "new_status", .optional(.choice(of: ChatSessionChange.self)), "New state or status of session",
    in: .since(.june2017))
  static let unknown = Conversation.unknown(uuid)

  static let endpoint = Endpoint<CallContext>(
    "/im_chat/api/change_session_status",
    summary: "Change session status",
    access: .session,
    effect: .writes,
    parameters: [uuid, state, change],
    answer: .success,
    envelope: .versionFirst,
    failure: .field(.versionFirst),
    refusals: [unknown]
  ) { arguments, context in
    let user = try context.user
    let conversation = try arguments[uuid].flatMap { try Conversation($0, member: user, in: context.state) }
    // The reference calls the uuid optional, and has one failure: no uuid is the uuid of no session.
    guard let conversation else { throw unknown }
    let change = arguments[change]
    if let status = change?.status { return try conversation.change(to: status) }
    try conversation.change(to: change?.state ?? arguments[state])
  }
}
