import HTTP
import JSON
import Store

/// `/_mock/databases`: what databases there are; to make, replace, reset and remove them.
///
/// Source: docs/control.md, Databases.
struct DatabaseRoutes: Sendable {
  private static let path = "/_mock/databases/{name}"

  let gate: ControlRouter

  func routes() -> [Route] {
    [
      gate.route(.get, "/_mock/databases") { _, response in
        let summaries = try gate.databases.all.compactMap(Self.summary)
        response.answer { writer in
          writer.array { writer in
            for summary in summaries { summary.write(to: &writer) }
          }
        }
      },
      gate.route(.get, inDatabase: "") { database, _, response in
        let summary = try DatabaseSummary(database)
        response.answer { summary.write(to: &$0) }
      },
      gate.route(.put, Self.path, handle: put),
      gate.route(.delete, Self.path) { request, response in
        try gate.databases.remove(try ControlRouter.name(in: request))
        response.status = .noContent
      },
      gate.route(.post, Self.path + "/reset") { request, response in
        _ = try ControlBody(request, known: [])
        let summary = try DatabaseSummary(try gate.databases.reset(try ControlRouter.name(in: request)))
        response.answer { summary.write(to: &$0) }
      },
    ]
  }

  /// Makes or replaces a database: what the body leaves out is the server's.
  private func put(_ request: borrowing Request, _ response: inout Response) throws {
    let name = try ControlRouter.name(in: request)
    let body = try ControlBody(request, known: ["scenario", "clock", "seed"])
    let recipe = gate.databases.options(
      scenario: try body.string("scenario"), clock: try body.clockMoment("clock"),
      seed: try body.unsigned("seed"))
    let (database, isNew) = try gate.databases.put(name, recipe)
    let summary = try DatabaseSummary(database)
    response.answer(isNew ? .created : .ok) { summary.write(to: &$0) }
  }

  /// Nil where the database went away since it was listed.
  private static func summary(_ database: Database) throws -> DatabaseSummary? {
    do {
      return try DatabaseSummary(database)
    } catch DatabaseError.gone {
      return nil
    }
  }
}
