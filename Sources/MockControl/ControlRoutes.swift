import HTTP
import JSONRPC

/// A row of the control plane's table: which calls an operation answers.
struct ControlRoute: Sendable {
  let method: HTTPMethod
  let path: String
  let operation: ControlOperation
  /// Whether it needs no token.
  let isOpen: Bool

  init(_ method: HTTPMethod, _ path: String, _ operation: ControlOperation, isOpen: Bool = false) {
    self.method = method
    self.path = path
    self.operation = operation
    self.isOpen = isOpen
  }

  /// The parts of paths that stand for something, and what they mean.
  static let pathParameters: [ControlParameter] = [
    ControlParameter(Parameter("name", ParameterType<String>.string, "The database: 1 to 63 of a-z, 0-9, - and _")),
    ControlParameter(Parameter("snapshot", ParameterType<String>.string, "The snapshot: 1 to 63 of a-z, 0-9, - and _")),
    ControlParameter(Parameter("table", ParameterType<String>.string, "The table, as docs/tables.md lists them")),
    ControlParameter(Parameter("id", ParameterType<String>.string, "The fault: 1 to 63 of a-z, A-Z, 0-9, -, _ and .")),
  ]
}

/// The control plane, route by route.
enum ControlRoutes {
  private static let database = "/_mock/databases/{name}"

  static let table: [ControlRoute] = [
    ControlRoute(.get, Control.healthPath, ServerOperations.health, isOpen: true),
    ControlRoute(.get, "/_mock/server", ServerOperations.show),
    ControlRoute(.get, "/_mock/scenarios", ServerOperations.scenarios),
    ControlRoute(.get, "/_mock/examples", ServerOperations.examples),
    ControlRoute(.get, "/_mock/openapi.json", ServerOperations.apiDescription),
    ControlRoute(.get, "/_mock/control.json", ServerOperations.controlDescription),

    ControlRoute(.get, "/_mock/coverage", CoverageOperations.showAll),
    ControlRoute(.delete, "/_mock/coverage", CoverageOperations.clearAll),

    ControlRoute(.get, "/_mock/databases", DatabaseOperations.list),
    ControlRoute(.put, database, DatabaseOperations.put),
    ControlRoute(.get, database, DatabaseOperations.show),
    ControlRoute(.delete, database, DatabaseOperations.remove),
    ControlRoute(.post, database + "/reset", DatabaseOperations.reset),

    ControlRoute(.get, database + "/clock", ClockOperations.show),
    ControlRoute(.put, database + "/clock", ClockOperations.set),
    ControlRoute(.post, database + "/clock/advance", ClockOperations.advance),
    ControlRoute(.post, database + "/sessions", SessionOperations.make),

    ControlRoute(.get, database + "/snapshots", SnapshotOperations.list),
    ControlRoute(.put, database + "/snapshots/{snapshot}", SnapshotOperations.keep),
    ControlRoute(.post, database + "/snapshots/{snapshot}/restore", SnapshotOperations.restore),
    ControlRoute(.delete, database + "/snapshots/{snapshot}", SnapshotOperations.remove),

    ControlRoute(.get, database + "/journal", JournalOperations.list),
    ControlRoute(.delete, database + "/journal", JournalOperations.clear),
    ControlRoute(.post, database + "/journal/verify", VerifyOperation.verify),
    ControlRoute(.get, database + "/bundle", BundleOperation.show),

    ControlRoute(.get, database + "/coverage", CoverageOperations.show),
    ControlRoute(.delete, database + "/coverage", CoverageOperations.clear),

    ControlRoute(.get, database + "/outbox", OutboxOperations.list),
    ControlRoute(.delete, database + "/outbox", OutboxOperations.clear),

    ControlRoute(.get, database + "/events", EventOperations.follow),

    ControlRoute(.put, database + "/faults/{id}", FaultOperations.put),
    ControlRoute(.get, database + "/faults", FaultOperations.list),
    ControlRoute(.get, database + "/faults/{id}", FaultOperations.show),
    ControlRoute(.delete, database + "/faults", FaultOperations.removeAll),
    ControlRoute(.delete, database + "/faults/{id}", FaultOperations.remove),

    ControlRoute(.get, database + "/tables", TableOperations.list),
    ControlRoute(.get, database + "/schema", TableOperations.schema),
    ControlRoute(.get, database + "/tables/{table}", TableOperations.rows),
    ControlRoute(.post, database + "/fixtures", TableOperations.mergeRows),
    ControlRoute(.get, database + "/export", TableOperations.export),

    ControlRoute(.post, "/_mock/provider-states", ProviderStateOperation.change),
  ]
}
