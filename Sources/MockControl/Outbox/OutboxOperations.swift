import HTTP
import JSON
import JSONRPC
import NebeusAPI
import SQLite
import Store
import Time

/// What would have been sent: mails, SMS and PINs.
///
/// Source: docs/control.md, The outbox.
enum OutboxOperations {
  private static let to = Parameter("to", .maybe(.string), "Only what was sent to this address, in any letter case")
  private static let kind = Parameter("kind", .maybe(.choice(of: Mail.Kind.self)), "Only what is of this kind")
  private static let wait = Parameter("wait", .maybe(.seconds), "How many seconds to wait until there is something")

  static let shape = Shape<OutboxMessage>.object([
    Field("id", "Its id") { $0.id },
    Field("kind", "Its kind") { $0.kind },
    Field("to", "Whom it was sent to") { $0.to },
    Field(nullable: "subject", "A mail's subject") { $0.subject },
    Field(nullable: "body", "Its text") { $0.body },
    Field(nullable: "code", "The PIN in it") { $0.code },
    Field(nullable: "code_id", "What the PIN confirms") { $0.codeID },
    Field(nullable: "link", "The link in it") { $0.link },
    Field("sent_at", "When it was sent, by the database's clock") { $0.sentAt },
  ])

  static let list = ControlOperation(
    "List what was sent, the newest first", query: [.init(to), .init(kind), .init(wait)],
    answers: [.init(.ok, Shape<[OutboxMessage]>.list(of: shape).schema)],
    refusals: [(.conflict, "The database went away while the call waited")]
  ) { call, response in
    let database = try call.database()
    let (to, kind) = (call.query[to], call.query[kind])
    let messages: @Sendable () throws -> [OutboxMessage] = {
      try database.withState { state in try OutboxMessage.messages(to: to, kind: kind, in: state) }
    }
    let answer: @Sendable ([OutboxMessage], inout Response) throws -> Void = { messages, response in
      try response.answer(.list(of: shape), messages)
    }
    let limit = call.query[wait] ?? .zero
    let found = try messages()
    guard found.isEmpty, limit > .zero else { return try answer(found, &response) }
    Wait(for: database, of: call.server, limit: limit).answer(&response) {
      // A look that fails finds nothing: the wait ends by itself, or with the database.
      guard let found = try? messages(), !found.isEmpty else { return nil }
      return { try answer(found, &$0) }
    } instead: {
      try answer(try messages(), &$0)
    }
  }

  static let clear = ControlOperation("Empty the outbox") { call in
    try call.database().withState { state in _ = try state.connection.run("DELETE FROM mock_outbox") }
  }
}

/// A mail, SMS or PIN that was not sent.
struct OutboxMessage: Sendable {
  let id: Int
  let kind: String
  let to: String
  let subject: String?
  let body: String?
  let code: String?
  let codeID: Int?
  let link: String?
  let sentAt: String

  private init(_ row: borrowing Row) throws {
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

  /// The id of the latest; 0 if there is none.
  static func latestID(in state: DatabaseState) throws -> Int {
    try state.connection.first("SELECT coalesce(max(id), 0) FROM mock_outbox") { try $0[0] } ?? 0
  }

  /// Those to that address and of that kind, the newest first. An address's letter case doesn't count, as in signing in.
  ///
  /// - Parameter id: only those of a higher id.
  static func messages(
    to: String? = nil, kind: Mail.Kind? = nil, after id: Int = 0, in state: DatabaseState
  ) throws -> [OutboxMessage] {
    try state.connection.all(
      """
      SELECT id, kind, "to", subject, body, code, code_id, link, sent_at FROM mock_outbox
      WHERE (?1 IS NULL OR "to" = ?1 COLLATE NOCASE) AND (?2 IS NULL OR kind = ?2) AND id > ?3 ORDER BY id DESC
      """, to, kind?.rawValue, id
    ) { try OutboxMessage($0) }
  }
}
