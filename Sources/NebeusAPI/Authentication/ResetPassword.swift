import JSONRPC

/// Sends a mail with a link at which the user sets a new password.
enum ResetPassword {
  static let login = Parameter("login", .text(), "User's email")

  static let endpoint = Endpoint<CallContext>(
    "/reset_password/1.0/json",
    summary: "Reset password",
    access: .everyone,
    effect: .writes,
    parameters: [.init(login)],
    answer: .success,
    envelope: .array,
    failure: .message(.array)
  ) { arguments, context in
    let user = try context.database.first(
      "SELECT id, login FROM res_users WHERE login = ?", try arguments[login]
    ) { (id: try $0[0] as Int, login: try $0[1] as String) }
    guard let user else { throw login.refusal("There is no user with this email") }
    let link = try PasswordReset.offer(toUser: user.id, origin: context.origin, in: context.state)
    try Outbox.send(
      Mail(
        kind: .resetPassword, to: user.login, subject: "Password reset",
        body: "Set a new password at this link, which is good for one day and one use: \(link)", link: link),
      in: context.state)
  }
}
