import Store

/// Where mails go instead of to their recipients.
enum Outbox {
  static func send(_ mail: Mail, in world: World) throws {
    _ = try world.connection.run(
      """
      INSERT INTO mock_outbox (kind, "to", subject, body, code, code_id, link, sent_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      mail.kind.rawValue, mail.to, mail.subject, mail.body, mail.code, mail.codeID, mail.link, world.now.description)
  }
}
