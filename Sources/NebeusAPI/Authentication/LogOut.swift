import JSONRPC

/// Ends the caller's session; without one it succeeds all the same.
enum LogOut {
  static let endpoint = Endpoint<CallContext>(
    "/logout/1.0/json",
    summary: "Logout",
    access: .everyone,
    effect: .writes,
    answer: .success,
    envelope: .array
  ) { _, context in
    try context.signOut()
  }
}
