/// How answers are spelled: as the reference prints them, or as plain JSON-RPC 2.0.
///
/// Source: docs/decisions.md, Envelopes.
package enum Dialect: String, Sendable, CaseIterable {
  /// Exactly the documented shape of each endpoint: wrapped in an array, bare, or without an envelope.
  case documented
  /// One plain JSON-RPC 2.0 object from every endpoint, and no stray colons in keys.
  case jsonrpc
}
