/// Who may call an endpoint.
package enum Access: Sendable {
  case everyone
  /// Only a user who is signed in.
  case session
}
