import HTTP
import JSONRPC
import Store
import Time

/// What databases there are; to make, replace, reset and remove them.
///
/// Source: docs/control.md, Databases.
enum DatabaseOperations {
  private static let scenario = Parameter("scenario", .maybe(.string), "What it starts from; the server's if left out")
  private static let clock = Parameter(
    "clock", .maybe(.clockTime), "Where its clock is frozen; the scenario's clock or the system's time if left out")
  private static let seed = Parameter(
    "seed", .maybe(.seed), "What makes its randomness repeatable: 0 to 18446744073709551615")

  private static let revision = Parameter(
    "revision", .maybe(.choice(of: Revision.self)),
    "The revision of the reference that it follows; the server's if left out")

  static let list = ControlOperation("List the databases", answer: .list(of: DatabaseSummary.shape)) { call in
    try call.server.databases.all.compactMap { database in
      do {
        return try DatabaseSummary(database)
      } catch DatabaseError.gone {
        // It went away since it was listed.
        return nil
      }
    }
  }

  static let show = ControlOperation("Describe a database", answer: DatabaseSummary.shape) { call in
    try DatabaseSummary(try call.database())
  }

  /// What the body leaves out is the server's.
  static let put = ControlOperation(
    "Make a database, or replace one with its snapshots",
    body: .members([.init(scenario), .init(clock), .init(seed), .init(revision)]), puts: DatabaseSummary.shape,
    refusals: [(.unprocessableContent, "The scenario is faulty"), (.serviceUnavailable, "Too many databases")]
  ) { call in
    let databases = call.server.databases
    let options = databases.options(
      scenario: call.body[scenario], clock: call.body[clock], seed: call.body[seed],
      revision: call.body[revision]?.rawValue)
    let (database, isNew) = try databases.put(try call.databaseName(), options)
    return (DatabaseSummary(database, size: database.initialSize), isNew)
  }

  static let remove = ControlOperation("Remove a database and its snapshots") { call in
    try call.server.databases.remove(try call.databaseName())
  }

  static let reset = ControlOperation(
    "Reset a database to the state in which it was made", answer: DatabaseSummary.shape,
    refusals: [(.unprocessableContent, "The scenario has become faulty")]
  ) { call in
    let database = try call.server.databases.reset(try call.databaseName())
    return DatabaseSummary(database, size: database.initialSize)
  }
}

extension Database {
  /// The revision of the reference that the database's API keeps to.
  package var revision: Revision { options.revision.flatMap(Revision.init) ?? .first }
}

/// What is shown of a database.
struct DatabaseSummary: Sendable {
  private let name: String
  private let scenario: String
  private let revision: Revision
  private let created: String
  private let size: Int

  /// Throws `DatabaseError.gone`.
  init(_ database: Database) throws {
    self.init(database, size: try database.size())
  }

  /// - Parameter size: its size, as known before the change was done. What has been done is not refused because nobody
  ///   can look at it.
  init(_ database: Database, size: Int) {
    name = database.name.text
    scenario = database.scenario
    revision = database.revision
    created = database.created.internetDate
    self.size = size
  }

  static let shape = Shape<DatabaseSummary>.object([
    Field("name", "Its name") { $0.name },
    Field("scenario", "What it was made from") { $0.scenario },
    Field("revision", "The revision of the reference that it follows") { $0.revision.rawValue },
    Field("created", "When it was made, by the system's time") { $0.created },
    Field("size", "Its size in bytes") { $0.size },
  ])
}
