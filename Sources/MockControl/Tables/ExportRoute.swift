import HTTP
import Store

/// `GET …/export`: the live state as a scenario file.
///
/// It is of one moment, however slowly it is read: a copy is written, not the database. Source: docs/control.md, Tables.
struct ExportRoute: Sendable {
  let gate: ControlRouter

  /// What is larger leaves in pieces, each made when those before are on their way.
  private static let largestWhole = 1 << 18

  func route() -> Route {
    gate.route(.get, inDatabase: "/export") { database, _, response in
      let image = try database.withState { world in try world.stateImage() }
      let scenario = try ScenarioWriter(image)
      response.contentType = "application/json"
      while response.body.count < Self.largestWhole {
        guard try scenario.writeNext(to: &response.body) else { return }
      }
      response.stream { piece in try scenario.writeNext(to: &piece) }
    }
  }
}
