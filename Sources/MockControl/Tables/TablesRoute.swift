import HTTP
import JSON
import Store

/// `GET …/tables` and `GET …/tables/T`: what is in the tables, for assertions and for whoever debugs.
///
/// Source: docs/control.md, Tables.
struct TablesRoute: Sendable {
  let gate: ControlRouter

  private static let limits = 0...10_000
  private static let defaultLimit = 1_000

  func routes() -> [Route] {
    [
      gate.route(.get, inDatabase: "/tables") { database, _, response in
        let tables = try database.withState { state in try TableView(of: state).list() }
        response.answer { writer in
          writer.array { writer in
            for table in tables { Self.write(table, to: &writer) }
          }
        }
      },
      gate.route(.get, inDatabase: "/tables/{table}") { database, request, response in
        let query = try Self.query(request)
        try response.answer { writer in
          try database.withState { state in try TableView(of: state).write(query, to: &writer) }
        }
      },
    ]
  }

  private static func write(_ table: (name: String, rows: Int), to writer: inout Writer) {
    writer.object { writer in
      writer.key("name")
      writer.string(table.name)
      writer.key("rows")
      writer.integer(table.rows)
    }
  }

  private static func query(_ request: borrowing Request) throws(Problem) -> TableQuery {
    let query = try ControlQuery(request, known: nil)
    return TableQuery(
      table: request.parameter("table") ?? "",
      filters: query.others(than: ["limit", "offset"]).map { ($0.name, $0.value) },
      limit: try query.integer("limit", in: limits) ?? defaultLimit,
      offset: try query.integer("offset", in: 0...Int(Int32.max)) ?? 0)
  }
}
