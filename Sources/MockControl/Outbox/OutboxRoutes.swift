import Basics
import HTTP
import JSON
import Store

/// `GET …/outbox` and `DELETE …/outbox`: what would have been sent; it may wait for it.
///
/// Source: docs/control.md, The outbox.
struct OutboxRoutes: Sendable {
  let gate: ControlRouter

  func routes() -> [Route] {
    [
      gate.route(.get, inDatabase: "/outbox") { database, request, response in
        let filter = try OutboxFilter(request)
        let (mails, count) = try Self.mails(filter, in: database)
        guard count == 0, filter.patience > .zero else { return Self.write(mails, to: &response) }
        Wait(database: database, gate: gate, patience: filter.patience).answer(&response) {
          // A look that fails finds nothing: the wait ends by itself, or with the database.
          guard let (mails, count) = try? Self.mails(filter, in: database), count > 0 else { return nil }
          return { Self.write(mails, to: &$0) }
        } instead: {
          Self.write(try Self.mails(filter, in: database).json, to: &$0)
        }
      },
      gate.route(.delete, inDatabase: "/outbox") { database, _, response in
        try database.withState { state in _ = try state.connection.run("DELETE FROM mock_outbox") }
        response.status = .noContent
      },
    ]
  }

  private static func mails(_ filter: OutboxFilter, in database: Database) throws -> (json: [UInt8], count: Int) {
    try database.withState { state in
      var writer = Writer(ByteBuffer(), encoding: .utf8)
      let count = try filter.write(from: state, to: &writer)
      return (writer.finish().withBytes { Array($0) }, count)
    }
  }

  private static func write(_ json: [UInt8], to response: inout Response) {
    response.contentType = "application/json"
    response.body.append(json)
  }
}
