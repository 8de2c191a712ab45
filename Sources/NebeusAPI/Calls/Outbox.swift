import SQLite
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

/// Where mails go instead of to their recipients: the table `mock_outbox`.
package enum Outbox {
  static func send(_ mail: Mail, in state: DatabaseState) throws {
    _ = try state.connection.run(
      """
      INSERT INTO mock_outbox (kind, "to", subject, body, code, code_id, link, sent_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      mail.kind.rawValue, mail.to, mail.subject, mail.body, mail.code, mail.codeID, mail.link, state.now)
  }

  /// Those to that address and of that kind, the newest first. An address's letter case doesn't count, as in signing
  /// in.
  ///
  /// Throws `SQLiteError`.
  ///
  /// - Parameter id: only those of a higher id.
  package static func messages(
    to: String? = nil, kind: Mail.Kind? = nil, after id: Int = 0, in state: DatabaseState
  ) throws -> [OutboxMessage] {
    try state.connection.all(
      """
      SELECT id, kind, "to", subject, body, code, code_id, link, sent_at FROM mock_outbox
      WHERE (?1 IS NULL OR "to" = ?1 COLLATE NOCASE) AND (?2 IS NULL OR kind = ?2) AND id > ?3 ORDER BY id DESC
      """, to, kind?.rawValue, id
    ) { try OutboxMessage($0) }
  }

  /// The id of the latest message; 0 if there is none. Throws `SQLiteError`.
  package static func latestID(in state: DatabaseState) throws -> Int {
    try state.connection.first("SELECT coalesce(max(id), 0) FROM mock_outbox") { try $0[0] } ?? 0
  }

  package static func clear(in state: DatabaseState) throws(SQLiteError) {
    _ = try state.connection.run("DELETE FROM mock_outbox")
  }
}

/// A message in the outbox, as the control plane shows it.
package struct OutboxMessage: Sendable {
  package let id: Int
  package let kind: String
  package let to: String
  package let subject: String?
  package let body: String?
  package let code: String?
  package let codeID: Int?
  package let link: String?
  package let sentAt: String

  fileprivate init(_ row: borrowing Row) throws {
    id = try row[0]
    kind = try row[1]
    to = try row[2]
    subject = try row[3]
    body = try row[4]
    code = try row[5]
    codeID = try row[6]
    link = try row[7]
    let sent: String = try row[8]
    sentAt = Timestamp(sent)?.internetDate ?? sent
  }
}
