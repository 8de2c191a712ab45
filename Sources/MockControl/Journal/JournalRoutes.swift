import HTTP
import Instrumentation
import JSON
import Store

/// `GET …/journal` and `DELETE …/journal`: what was called, and what came back.
///
/// Source: docs/control.md, The journal.
struct JournalRoutes: Sendable {
  let gate: ControlRouter

  func routes() -> [Route] {
    [
      gate.route(.get, inDatabase: "/journal") { database, request, response in
        let filter = try JournalFilter(request)
        response.answer { writer in
          writer.array { writer in
            for call in filter.calls(in: database.journal) { call.write(to: &writer) }
          }
        }
      },
      gate.route(.delete, inDatabase: "/journal") { database, _, response in
        database.journal.clear()
        response.status = .noContent
      },
    ]
  }
}
