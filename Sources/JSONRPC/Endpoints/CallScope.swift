/// What the calls of one request run in.
package protocol CallScope: SendableMetatype {
  /// Throws `RPCError.sessionExpired` where the caller may not call.
  func admit(to access: Access) throws

  /// Runs `body` in a transaction that is rolled back where it throws.
  func transaction(_ body: () throws -> Void) throws

  /// A call has been answered.
  func answered() throws

  /// Takes note of an error that no endpoint foresaw, and says under which reference the log has it.
  func note(_ fault: any Error) -> String
}
