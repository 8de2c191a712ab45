import JSONRPC
import Time

/// Keeps a support ticket, and mails its sender that it has come.
enum SubmitTicket {
  static let login = Parameter("login", .text(maxBytes: 254), "User's email", refusedAs: "email")
  static let name = Parameter("name", .text(maxBytes: 128), "User's name")
  static let message = Parameter("message", .text(maxBytes: 65_536), "Message")
  static let badEmail = EmailAddress.refusal(of: login)

  static let endpoint = Endpoint<CallContext>(
    "/helpdesk/message",
    summary: "Submit support ticket",
    access: .everyone,
    effect: .writes,
    parameters: [login, name, message],
    answer: .success,
    envelope: .array,
    failure: .field(.object),
    refusals: [badEmail]
  ) { arguments, context in
    let email = arguments[login]
    guard EmailAddress.isWellFormed(email) else { throw badEmail }
    let name = arguments[name]
    let message = arguments[message]
    try context.database.run(
      "INSERT INTO helpdesk_ticket (email, name, message, create_date) VALUES (?, ?, ?, ?)",
      email, name, message, context.now)
    let number = context.database.lastInsertedID
    try Outbox.send(
      Mail(kind: .helpdesk, to: email, subject: "Ticket \(number): we have your message", body: "\(name): \(message)"),
      in: context.state)
  }
}
