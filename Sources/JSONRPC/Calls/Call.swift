import JSON

/// One JSON-RPC request: its id and its params.
package struct Call: Sendable {
  package let id: CallID
  package let params: Params
  /// Why the call is turned down before its arguments are looked at: its envelope is none, or not the strict one.
  package let breach: RPCError?

  package init(id: CallID = .none, params: Params = .none, breach: RPCError? = nil) {
    self.id = id
    self.params = params
    self.breach = breach
  }
}
