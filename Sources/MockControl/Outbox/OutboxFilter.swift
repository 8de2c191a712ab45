import HTTP
import JSON
import NebeusAPI
import SQLite
import Store
import Time

/// Which mails, SMS and PINs are asked for.
struct OutboxFilter: Sendable {
  private let to: String?
  private let kind: Mail.Kind?
  let patience: Duration

  /// Throws `Problem` for what is no filter.
  init(_ request: borrowing Request) throws(Problem) {
    let query = try ControlQuery(request, known: ["to", "kind", "wait"])
    to = query["to"]
    let given = query["kind"]
    kind = given.flatMap { Mail.Kind(rawValue: $0) }
    patience = try query.seconds("wait") ?? .zero
    if let given, kind == nil {
      let kinds = Mail.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw Problem(.badRequest, "kind: it should be one of \(kinds), and is \"\(given)\"")
    }
  }

  /// Writes those that fit, the newest first; says how many they are.
  ///
  /// Whose address it is doesn't depend on its letters' case, as in signing in.
  func write(from state: DatabaseState, to writer: inout Writer) throws -> Int {
    var count = 0
    writer.beginArray()
    try state.connection.forEach(
      """
      SELECT id, kind, "to", subject, body, code, code_id, link, sent_at FROM mock_outbox
      WHERE (?1 IS NULL OR "to" = ?1 COLLATE NOCASE) AND (?2 IS NULL OR kind = ?2) ORDER BY id DESC
      """, to, kind?.rawValue
    ) { row in
      count += 1
      try Self.write(row, to: &writer)
    }
    writer.endArray()
    return count
  }

  private static func write(_ row: borrowing Row, to writer: inout Writer) throws {
    writer.beginObject()
    writer.key("id")
    writer.integer(try row[0])
    for (index, key) in ["kind", "to", "subject", "body", "code"].enumerated() {
      write(key, try row[index + 1], to: &writer)
    }
    writer.key("code_id")
    if let code = try row[6] as Int? { writer.integer(code) } else { writer.null() }
    write("link", try row[7], to: &writer)
    let sent: String = try row[8]
    write("sent_at", Timestamp(sent)?.internetDate ?? sent, to: &writer)
    writer.endObject()
  }

  private static func write(_ key: String, _ text: String?, to writer: inout Writer) {
    writer.key(key)
    if let text { writer.string(text) } else { writer.null() }
  }
}
