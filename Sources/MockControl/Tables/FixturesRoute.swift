import HTTP
import JSON
import NebeusAPI
import Store

/// `POST …/fixtures`: rows in the scenario format, merged whole or refused with every mistake.
///
/// Source: docs/control.md, Tables.
struct FixturesRoute: Sendable {
  let gate: ControlRouter

  /// How mistakes name where the rows come from, which is no file.
  static let place = "fixtures"

  func route() -> Route {
    gate.route(.post, inDatabase: "/fixtures") { database, request, response in
      let fixture = try Scenario(fixture: try Document(parsing: request.bodyBytes).root, file: Self.place)
      let rows = try merge(fixture, into: database)
      response.answer { writer in
        writer.object { writer in
          writer.key("rows")
          writer.integer(rows)
        }
      }
    }
  }

  /// Merges the rows; sessions among them are then known to be the database's.
  func merge(_ fixture: Scenario, into database: Database) throws -> Int {
    try database.withState { state in
      let rows = try state.merge(fixture, hash: Password.hash)
      try gate.databases.noteSessions(of: database, in: state)
      return rows
    }
  }
}
