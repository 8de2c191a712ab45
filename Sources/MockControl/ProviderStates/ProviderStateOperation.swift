import HTTP
import Instrumentation
import JSON
import JSONRPC
import OdooHTTP
import Store
import Synchronization

/// What Pact's verifier calls before and after each interaction.
///
/// It is for the database that the request means as any call does. Source: docs/control.md, Pact; Pact, "Provider
/// states", https://docs.pact.io/getting_started/provider_states
enum ProviderStateOperation {
  private static let state = Parameter("state", .string, "The state, as the contract names it")
  private static let params = Parameter("params", .maybe(.any), "Parameters of the state")
  private static let action = Parameter("action", .maybe(.string), "setup (the default) or teardown")
  private static let consumer = Parameter("consumer", .maybe(.any), "Sent by some verifiers, and ignored")
  private static let states = Parameter("states", .maybe(.any), "Sent by some verifiers, and ignored")

  private static let db = Parameter("db", .maybe(.string), "The database, as in any call")
  private static let session = Parameter("session_id", .maybe(.string), "The session, as in any call")

  static let change = ControlOperation(
    "Set up or tear down a provider state", query: [.init(db), .init(session)],
    body: .members([.init(state), .init(params), .init(action), .init(consumer), .init(states)]),
    answer: .object([Field<DatabaseName>("database", "The database that it is for") { $0.text }]),
    refusals: [
      (.notFound, "There is nothing of that name"),
      (.unprocessableContent, "The scenario or the rows are faulty"), (.serviceUnavailable, "Too many databases"),
    ]
  ) { call in
    let state = try ProviderState(call.body[state])
    let name = try call.selection.get()
    switch call.body[action] ?? "setup" {
    case "setup": try setUp(state, in: name, by: call)
    case "teardown": try tearDown(name, of: call.server)
    case let action: throw Problem(.badRequest, "action: should be setup or teardown, not \"\(action)\"")
    }
    return name
  }

  private static func setUp(
    _ state: ProviderState, in name: DatabaseName, by call: ControlCall
  ) throws {
    let params = call.body[Self.params]
    let databases = call.server.databases
    let database = try databases.database(name)
    switch state {
    case .none: break
    case .scenario(let scenario):
      // Verifiers send an empty object where a state has no params.
      _ = try ControlArguments(params, [], at: "params.", as: "params")
      let options = databases.options(scenario: scenario, revision: database.options.revision)
      _ = try databases.put(name, options)
      call.server.original.note(name, own: database.options, borrowed: options)
    case .fixtures: try merge(params, into: database, by: call)
    case .clock:
      let body = try ControlArguments(params, ClockOperations.members, at: "params.", as: "params")
      try call.change(database) { state in try state.set(try ClockOperations.clock(body, in: state)) }
    case .fault: try order(params, in: database, by: call)
    }
    database.waiting.notify()
  }

  /// The params are what a PUT of a fault brings, and its id; without one it is another than those there are.
  private static func order(_ params: JSONValue?, in database: Database, by call: ControlCall) throws {
    guard let params else { throw Problem(.badRequest, "params: required: a fault, as PUT …/faults/ID takes it") }
    let id = params["id"].map { $0.string ?? $0.rawText } ?? freeID(in: database)
    let fault = try FaultParser.fault(id, params, api: call.server.api)
    _ = try call.change(database) { _ in database.faults.put(fault) }
  }

  private static func freeID(in database: Database) -> String {
    var number = 1
    while database.faults["provider-state-\(number)"] != nil { number += 1 }
    return "provider-state-\(number)"
  }

  /// The params are tables, or a whole fixture.
  private static func merge(_ params: JSONValue?, into database: Database, by call: ControlCall) throws {
    guard let params, params.kind == .object else {
      throw Problem(.badRequest, "params: should be an object of tables, each an array of rows")
    }
    let isWhole = params["tables"] != nil
    let fixture = isWhole ? try Scenario(fixture: params, file: "params") : Scenario(tables: params, file: "params")
    _ = try TableOperations.merge(fixture, into: database, by: call)
  }

  /// Back to as it was made, before any state.
  private static func tearDown(_ name: DatabaseName, of server: ControlServer) throws {
    guard let database = server.databases.existing(name) else { return }
    if let own = server.original.takeBack(name, madeBy: database.options) {
      _ = try server.databases.put(name, own)
    } else {
      _ = try server.databases.reset(name)
    }
  }
}

/// A state of the provider that a Pact contract can ask for. Source: docs/control.md, Pact.
enum ProviderState: Equatable {
  /// Before and after an interaction that asks for none: verifiers ask for the state without a name.
  case none
  case scenario(String)
  case fixtures
  case clock
  case fault

  private static let scenarioPrefix = "scenario "

  init(_ name: String) throws(Problem) {
    switch name {
    case "": self = .none
    case "fixtures": self = .fixtures
    case "clock": self = .clock
    case "fault": self = .fault
    default:
      guard name.hasPrefix(Self.scenarioPrefix) else {
        throw Problem(.badRequest, "unknown state \"\(name)\"; there are \"scenario NAME\", fixtures, clock, fault")
      }
      self = .scenario(String(name.dropFirst(Self.scenarioPrefix.count)))
    }
  }
}

/// How databases were made before a state made them from another scenario, so that they can be made so again.
final class OriginalOptions: Sendable {
  private struct Loan {
    let own: DatabaseOptions
    let borrowed: DatabaseOptions
  }

  private let loans = Mutex<[DatabaseName: Loan]>([:])

  /// Notes that the database, made by `own`, is made by `borrowed` for a while.
  func note(_ name: DatabaseName, own: DatabaseOptions, borrowed: DatabaseOptions) {
    loans.withLock { loans in
      // A state after another: the database's own is what it was before the first.
      let first = loans[name].flatMap { $0.borrowed == own ? $0.own : nil } ?? own
      loans[name] = Loan(own: first, borrowed: borrowed)
    }
  }

  /// The database's own recipe; nil where it has it, or has been made anew by somebody else.
  func takeBack(_ name: DatabaseName, madeBy current: DatabaseOptions) -> DatabaseOptions? {
    loans.withLock { loans in
      guard let loan = loans.removeValue(forKey: name), loan.borrowed == current else { return nil }
      return loan.own
    }
  }
}
