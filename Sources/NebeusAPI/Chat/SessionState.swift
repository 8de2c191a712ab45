/// How a user's own view shows a chat session.
enum SessionState: String, CaseIterable {
  case open, folded, closed

  /// What a change without a new state makes of it, as Odoo 8 does.
  var toggled: SessionState { self == .open ? .folded : .open }
}
