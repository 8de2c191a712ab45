import Basics
import HTTP
import Instrumentation
import JSON
import JSONRPC
import Logging
import OdooHTTP
import Store
import Time

/// A control call on its way: its arguments, checked, and the server that it is made to.
struct ControlCall: Sendable {
  let server: ControlServer
  let query: ControlArguments
  let body: ControlArguments
  /// The body of an operation that reads it itself.
  let document: JSONValue?
  /// Method, path and query, and the body's bytes, as they were sent.
  private let method: String
  private let target: String
  private let bytes: [UInt8]
  /// The last event that a reader of events has had.
  let lastEventID: String?
  /// What the path says, by the names in its pattern.
  private let path: [(name: String, text: String)]
  /// The database that the request means as any API call does, whatever its path says.
  let selection: Result<DatabaseName, DatabaseNameError>

  init(
    _ request: borrowing Request, of server: ControlServer, query: ControlArguments, body: ControlArguments,
    document: JSONValue?
  ) {
    self.server = server
    self.query = query
    self.body = body
    self.document = document
    method = request.method.name
    target = request.target
    bytes = request.method == .get ? [] : request.bodyBytes
    lastEventID = request.field(EventOperations.lastEventID).flatMap { $0.isEmpty ? nil : $0 }
    var path: [(name: String, text: String)] = []
    for parameter in ControlRoute.pathParameters {
      if let text = request.parameter(parameter.name) { path.append((parameter.name, text)) }
    }
    self.path = path
    do throws(DatabaseNameError) {
      selection = .success(
        try DatabaseSelector(databases: server.databases).name(in: request, session: request.session))
    } catch {
      selection = .failure(error)
    }
  }

  /// The name of the database in the path. Throws `DatabaseNameError`.
  func databaseName() throws -> DatabaseName {
    let text = self[path: "name"]
    guard let name = DatabaseName(text) else { throw DatabaseNameError(name: text) }
    return name
  }

  /// The database in the path. Throws a problem if there is none.
  func database() throws -> Database {
    let name = try databaseName()
    guard let database = server.databases.existing(name) else {
      throw Problem(.notFound, DatabaseError.unknown(name).advice)
    }
    return database
  }

  /// Changes the state of a database by `body`, and records the call in the same moment.
  func change<Result>(
    _ database: Database, _ body: (DatabaseState) throws -> sending Result
  ) throws -> sending Result {
    try database.withState { state in
      let now = state.now
      let result = try body(state)
      record(in: database, at: now)
      return result
    }
  }

  /// Records that the call has changed something in a database, whose state the caller has to itself.
  func record(
    in database: Database, at now: Timestamp, snapshot: ControlRecord.SnapshotUse? = nil, session: String? = nil
  ) {
    database.recording.note(
      .controlled(
        ControlRecord(method: method, target: target, body: bytes, at: now, snapshot: snapshot, session: session)))
  }

  /// What the path has in the place of that parameter.
  subscript(path name: String) -> String { path.first { $0.name == name }?.text ?? "" }
}

/// What control calls are about.
struct ControlServer: Sendable {
  let databases: Databases
  let library: any ScenarioLibrary
  let contract: APIContract
  /// The scenario that databases start from.
  let scenario: String
  /// How sessions are given to browsers.
  let cookie: SessionCookie
  let logger: Logger
  let coverage: CoverageLedger
  /// The API's routes, by which paths in faults and expectations are looked up.
  let api: Router
  let started = ContinuousClock.now
  let original = OriginalOptions()
  let manifest: RevisionTable<Manifest>
  let events: EventHubs
  let apiDescription: RevisionTable<[UInt8]>
  let controlDescription: Lazy<[UInt8]>

  init(
    databases: Databases, library: any ScenarioLibrary, contract: APIContract, scenario: String, cookie: SessionCookie,
    logger: Logger, coverage: CoverageLedger, api: Router
  ) {
    self.databases = databases
    self.library = library
    self.contract = contract
    self.scenario = scenario
    self.cookie = cookie
    self.logger = logger
    self.coverage = coverage
    self.api = api
    manifest = RevisionTable { try Manifest(of: $0) }
    apiDescription = RevisionTable { revision in
      var contract = contract
      contract.format = AnswerFormat(dialect: contract.format.dialect, revision: revision)
      return try APIDescription.document(contract).withBytes { Array($0) }
    }
    events = EventHubs(of: databases)
    controlDescription = Lazy { ControlDescription.document().withBytes { Array($0) } }
  }
}
