import HTTP
import JSON
import Store

/// `GET …/journal` and `DELETE …/journal`: what was called, and what came back.
///
/// Source: CONTROL, "Control plane".
struct JournalRoutes: Sendable {
  let gate: ControlGate

  func routes() -> [Route] {
    [
      gate.route(.get, inDatabase: "/journal") { database, request, response in
        let filter = try JournalFilter(request)
        response.contentType = "application/json"
        var writer = Writer(response.takeBody(), encoding: .utf8)
        writer.array { writer in
          for call in filter.calls(in: database.journal) { call.write(to: &writer) }
        }
        response.body = writer.finish()
      },
      gate.route(.delete, inDatabase: "/journal") { database, _, response in
        database.journal.clear()
        response.status = .noContent
      },
    ]
  }
}
