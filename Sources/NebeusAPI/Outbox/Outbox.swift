import Store

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
