import JSONRPC
import NebeusSchema
import Store
import Time

/// Sends a mail with a link at which the user sets a new password.
enum ResetPassword {
  static let login = Parameter("login", .text(), "User's email")
  static let unknown = login.refusal("There is no user with this email")

  static let endpoint = Endpoint<CallContext>(
    "/reset_password/1.0/json",
    summary: "Reset password",
    access: .everyone,
    effect: .writes,
    parameters: [login],
    answer: .success,
    envelope: .array,
    failure: .message(.array),
    refusals: [unknown]
  ) { arguments, context in
    let user = try context.database.first(
      "SELECT id, login FROM res_users WHERE login = ?", arguments[login]
    ) { (id: try $0[0] as Int, login: try $0[1] as String) }
    guard let user else { throw unknown }
    let link = try PasswordReset.offer(toUser: user.id, origin: context.origin, in: context.state)
    try Outbox.send(
      Mail(
        kind: .resetPassword, to: user.login, subject: "Password reset",
        body: "Set a new password at this link, valid for one day and one use: \(link)", link: link),
      in: context.state)
  }
}

/// The one-time link by which a user who forgot the password sets a new one.
///
/// Source: docs/decisions.md, Authentication.
package enum PasswordReset {
  package static let path = "/web/reset_password"

  /// A link expires a day after it was made.
  private static let lifetime = Duration.seconds(86_400)

  /// Makes a link of the user's.
  static func offer(toUser user: Int, origin: String, in state: DatabaseState) throws -> String {
    let token = try state.generate(.resetToken) { $0.hexadecimal(bytes: 32) }
    _ = try state.connection.run(
      "INSERT INTO reset_password_token (token, user_id, expires) VALUES (?, ?, ?)",
      token, user, state.now.advanced(by: lifetime).description)
    return "\(origin)\(path)?db=\(state.name)&token=\(token)"
  }

  /// The login whose password the token resets; nil where it is unknown, used or too old. Throws `SQLiteError`.
  package static func login(of token: String, in state: DatabaseState) throws -> String? {
    try state.connection.first(
      """
      SELECT u.login FROM reset_password_token t JOIN res_users u ON u.id = t.user_id
      WHERE t.token = ? AND t.expires > ?
      """, token, state.now
    ) { try $0[0] }
  }

  /// Sets the password, uses up this token and the user's others, and ends the user's sessions. Returns what is wrong,
  /// or nil. Throws `SQLiteError` and `PasswordError`.
  package static func set(
    _ password: String, confirmedBy confirmation: String, token: String, in state: DatabaseState
  ) throws -> String? {
    guard let login = try login(of: token, in: state) else { return "The link is unknown, used or too old" }
    if let error = PasswordRules.error(in: password, confirmedBy: confirmation) { return error }
    let hash = try Password.hash(password)
    try state.connection.transaction {
      _ = try state.connection.run("UPDATE res_users SET password_crypt = ? WHERE login = ?", hash, login)
      try LoginSession.endAll(ofLogin: login, in: state)
      _ = try state.connection.run(
        "DELETE FROM reset_password_token WHERE user_id = (SELECT id FROM res_users WHERE login = ?)", login)
    }
    return nil
  }
}
