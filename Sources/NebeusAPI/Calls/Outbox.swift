import Store
import Time

/// A mail, SMS or notice that a real server would send.
package struct Mail {
  /// What it is about: the names by which tests look for it.
  package enum Kind: String, CaseIterable {
    case resetPassword = "reset_password"
    case pin, transfer, helpdesk
  }

  let kind: Kind
  let to: String
  let subject: String
  let body: String
  var code: String?
  var codeID: Int?
  var link: String?
}

/// Where mails go instead of to their recipients.
enum Outbox {
  static func send(_ mail: Mail, in state: DatabaseState) throws {
    _ = try state.connection.run(
      """
      INSERT INTO mock_outbox (kind, "to", subject, body, code, code_id, link, sent_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      mail.kind.rawValue, mail.to, mail.subject, mail.body, mail.code, mail.codeID, mail.link, state.now.description)
  }
}
