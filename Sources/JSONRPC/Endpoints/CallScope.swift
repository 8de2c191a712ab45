/// What the calls of one request run in.
package protocol CallScope: SendableMetatype {
  /// Throws `RPCError.sessionExpired` where the caller may not call.
  func admit(to access: Access) throws

  /// Runs `body` in a transaction that is rolled back where it throws.
  func transaction(_ body: () throws -> Void) throws

  /// Runs `body`, and stops a debug build where it writes.
  func readOnly(_ body: () throws -> Void) throws

  /// A call has been answered.
  func answered() throws

  /// Logs an unexpected error, and returns the reference under which the log has it.
  func report(_ error: any Error) -> String
}

/// Who may call an endpoint.
package enum Access: Sendable {
  case everyone
  /// Only a user who is signed in.
  case session
}

/// What an endpoint does to the state behind it.
package enum Effect: Sendable {
  case reads
  /// It runs in a transaction, which is rolled back where the call is refused or fails.
  case writes
  /// It runs transactions of its own: what one has committed stays, even if the call is refused afterwards.
  case writesInSteps
}
