import HTTP
import JSON
import JSONRPC
import NebeusAPI
import Store

/// What would have been sent: mails, SMS and PINs.
///
/// Source: docs/control.md, The outbox.
enum OutboxOperations {
  private static let to = Parameter("to", .maybe(.string), "Only messages to this address, in any letter case")
  private static let kind = Parameter("kind", .maybe(.choice(of: Mail.Kind.self)), "Only messages of this kind")
  private static let wait = Parameter("wait", .maybe(.seconds), "How many seconds to wait until there is a message")

  static let shape = Shape<OutboxMessage>.object([
    Field("id", "Its id") { $0.id },
    Field("kind", "Its kind") { $0.kind },
    Field("to", "The address or number that it was sent to") { $0.to },
    Field(nullable: "subject", "A mail's subject") { $0.subject },
    Field(nullable: "body", "Its text") { $0.body },
    Field(nullable: "code", "The PIN in it") { $0.code },
    Field(nullable: "code_id", "What the PIN confirms") { $0.codeID },
    Field(nullable: "link", "The link in it") { $0.link },
    Field("sent_at", "When it was sent, by the database's clock") { $0.sentAt },
  ])

  static let list = ControlOperation(
    "List the messages, the newest first", query: [.init(to), .init(kind), .init(wait)],
    answers: [.init(.ok, Shape<[OutboxMessage]>.list(of: shape).schema)],
    refusals: [(.conflict, "The database was reset, replaced or deleted while the call waited")]
  ) { call, response in
    let database = try call.database()
    let (to, kind) = (call.query[to], call.query[kind])
    let messages: @Sendable () throws -> [OutboxMessage] = {
      try database.withState { state in try Outbox.messages(to: to, kind: kind, in: state) }
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
    try call.change(try call.database()) { state in try Outbox.clear(in: state) }
  }
}
