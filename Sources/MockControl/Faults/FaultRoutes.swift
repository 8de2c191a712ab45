import HTTP
import Instrumentation
import JSON
import Store

/// `PUT`, `GET` and `DELETE …/faults[/ID]`: misbehaviour to order.
///
/// Source: docs/control.md, Faults.
struct FaultRoutes: Sendable {
  let gate: ControlRouter

  func routes() -> [Route] {
    [
      gate.route(.put, inDatabase: "/faults/{id}") { database, request, response in
        let id = Self.id(in: request)
        let fault = try FaultParser.fault(id, try Document(parsing: request.bodyBytes).root)
        let isNew = database.faults.put(fault)
        response.answer(isNew ? .created : .ok) { Self.write(FaultList.Ordered(fault), to: &$0) }
      },
      gate.route(.get, inDatabase: "/faults") { database, _, response in
        let faults = database.faults.all
        response.answer { writer in
          writer.array { writer in
            for fault in faults { Self.write(fault, to: &writer) }
          }
        }
      },
      gate.route(.get, inDatabase: "/faults/{id}") { database, request, response in
        let id = Self.id(in: request)
        guard let fault = database.faults[id] else { throw Self.missing(id) }
        response.answer { Self.write(fault, to: &$0) }
      },
      gate.route(.delete, inDatabase: "/faults") { database, _, response in
        database.faults.removeAll()
        response.status = .noContent
      },
      gate.route(.delete, inDatabase: "/faults/{id}") { database, request, response in
        let id = Self.id(in: request)
        guard database.faults.remove(id) else { throw Self.missing(id) }
        response.status = .noContent
      },
    ]
  }

  private static func id(in request: borrowing Request) -> String { request.parameter("id") ?? "" }

  private static func missing(_ id: String) -> Problem { Problem(.notFound, "There is no fault \(id)") }

  /// The fault as it was ordered, and how often calls were for it and it struck.
  private static func write(_ ordered: FaultList.Ordered, to writer: inout Writer) {
    writer.object { writer in
      writer.key("id")
      writer.string(ordered.fault.id)
      if let members = ordered.fault.order.members {
        for (key, value) in members where key != "id" {
          writer.key(key)
          MaskedWriter.write(value, to: &writer)
        }
      }
      writer.key("matched")
      writer.integer(ordered.matched)
      writer.key("struck")
      writer.integer(ordered.struck)
    }
  }
}
