import HTTP
import Instrumentation
import JSON
import OdooHTTP
import Store

/// `POST /_mock/provider-states`: what Pact's verifier calls before and after each interaction.
///
/// It is for the database that the request means as any call does. Source: docs/control.md, Pact; Pact, "Provider
/// states", https://docs.pact.io/getting_started/provider_states
struct ProviderStatesRoute: Sendable {
  let gate: ControlRouter
  private let recipes = OriginalOptions()

  init(gate: ControlRouter) {
    self.gate = gate
  }

  /// What verifiers send; `consumer` and `states` come from older ones, and say nothing more.
  private static let members = ["state", "params", "action", "consumer", "states"]

  func route() -> Route {
    gate.route(.post, "/_mock/provider-states") { request, response in
      let body = try ControlBody(request, known: Self.members)
      let state = try ProviderState(try body.require(try body.string("state"), "state"))
      let name = try DatabaseSelector(databases: gate.databases).name(in: request, session: request.session)
      switch try body.string("action") ?? "setup" {
      case "setup": try setUp(state, body["params"], in: name)
      case "teardown": try tearDown(name)
      case let action: throw Problem(.badRequest, "action: it is setup or teardown, and this is \"\(action)\"")
      }
      response.answer { writer in
        writer.object { writer in
          writer.key("database")
          writer.string(name.text)
        }
      }
    }
  }

  private func setUp(_ state: ProviderState, _ params: JSONValue?, in name: DatabaseName) throws {
    let database = try gate.databases.database(name)
    switch state {
    case .none: break
    case .scenario(let scenario):
      // Verifiers send an empty object where a state has no params.
      _ = try ControlBody(params, named: "params", known: [])
      let recipe = gate.databases.options(scenario: scenario)
      _ = try gate.databases.put(name, recipe)
      recipes.note(name, own: database.options, borrowed: recipe)
    case .fixtures: try merge(params, into: database)
    case .clock:
      let body = try ControlBody(params, named: "params", known: ["now", "frozen"])
      try database.withState { world in try world.set(try ClockRoutes.clock(body, from: world.clock)) }
    case .fault: try order(params, in: database)
    }
    database.waiting.notify()
  }

  /// The params are what a PUT of a fault brings, and its id; without one it is another than those there are.
  private func order(_ params: JSONValue?, in database: Database) throws {
    guard let params else { throw Problem(.badRequest, "params: it should be a fault, as PUT …/faults/ID has it") }
    let id = params["id"].map { $0.string ?? $0.rawText } ?? Self.freeID(in: database)
    _ = database.faults.put(try FaultParser.fault(id, params))
  }

  private static func freeID(in database: Database) -> String {
    var number = 1
    while database.faults["provider-state-\(number)"] != nil { number += 1 }
    return "provider-state-\(number)"
  }

  /// The params are tables, or a whole fixture.
  private func merge(_ params: JSONValue?, into database: Database) throws {
    guard let params, params.kind == .object else {
      throw Problem(.badRequest, "params: it should be an object of tables, each an array of rows")
    }
    let isWhole = params["tables"] != nil
    let fixture = isWhole ? try Scenario(fixture: params, file: "params") : Scenario(tables: params, file: "params")
    _ = try FixturesRoute(gate: gate).merge(fixture, into: database)
  }

  /// Back to as it was made, before any state.
  private func tearDown(_ name: DatabaseName) throws {
    guard let database = gate.databases.existing(name) else { return }
    if let own = recipes.takeBack(name, madeBy: database.options) {
      _ = try gate.databases.put(name, own)
    } else {
      _ = try gate.databases.reset(name)
    }
  }
}
