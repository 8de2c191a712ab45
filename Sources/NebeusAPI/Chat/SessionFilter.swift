import JSONRPC

/// Which of a user's chat sessions are wanted: those for which all that is given holds.
struct SessionFilter {
  let isGroup: Bool
  var group: Int?
  var user: Int?
  let documentModel: String?
  let documentID: Int?
  let state: SessionState?

  static let state = Parameter("state", .optional(.choice(of: SessionState.self)), "State of session")

  /// Reads what the two endpoints have in common.
  init(isGroup: Bool, _ arguments: Arguments) throws(Refusal) {
    self.isGroup = isGroup
    documentModel = try arguments[DocumentReference.model]
    documentID = try arguments[DocumentReference.id]
    state = try arguments[Self.state]
  }
}
