import SQLite
import Time

/// A scenario's tables as the pages of a database file, from which databases are copied.
struct Template: Sendable {
  let image: [UInt8]
  /// The sessions that the scenario has.
  let sessions: [String]

  /// Loads `scenario` once, as of `now`. Throws `ScenarioError` where it is faulty.
  init(of scenario: Scenario, now: Timestamp, hash: @escaping PasswordHasher) throws {
    let connection: SQLiteConnection
    do {
      connection = try Self.load(scenario, now: now, hash: hash, undoes: false)
    } catch is ScenarioError {
      // What a refused row has left behind may be taken for a mistake of another one: told is what is found without.
      connection = try Self.load(scenario, now: now, hash: hash, undoes: true)
    }
    sessions = try connection.all("SELECT id FROM http_session") { try $0[0] as String }
    image = try connection.serialize()
  }

  func copy() throws -> SQLiteConnection {
    let connection = try SQLiteConnection(.memory)
    try connection.deserialize(image)
    return connection
  }

  /// - Parameter undoes: whether a row that is refused leaves nothing behind, which costs a tenth more.
  private static func load(
    _ scenario: Scenario, now: Timestamp, hash: @escaping PasswordHasher, undoes: Bool
  ) throws -> SQLiteConnection {
    let connection = try SQLiteConnection(.memory)
    if !undoes { try connection.stopUndoing() }
    try Schema.migrate(connection)
    // The loader looks at every reference when all is there, which takes a tenth of SQLite's look at each row.
    try connection.execute("PRAGMA foreign_keys = OFF")
    var loader = FixtureLoader(of: scenario, connection: connection, now: now, hash: hash)
    try loader.load()
    for (kind, values) in scenario.generated {
      for value in values {
        _ = try connection.run("INSERT INTO mock_generated (kind, value) VALUES (?, ?)", kind, value)
      }
    }
    return connection
  }
}
