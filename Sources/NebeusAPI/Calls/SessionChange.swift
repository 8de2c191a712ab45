/// What a call did to the caller's session.
package enum SessionChange: Sendable, Equatable {
  case issued(String)
  case ended(String)
}
