import SQLite
import Time

/// What a database's file says of how it was made.
struct StoredDatabase {
  let options: DatabaseOptions
  let created: Timestamp
  let sessions: [String]

  /// - Parameter file: how a complaint names where the database is.
  init(in connection: SQLiteConnection, file: String) throws {
    let found = try connection.first(
      "SELECT scenario, given_clock, given_seed, created FROM mock_state WHERE id = 1"
    ) { row in
      let seed = try row[2] as Int64?
      return (
        options: DatabaseOptions(
          scenario: try row[0] as String? ?? "", clock: (try row[1] as String?).flatMap { Timestamp($0) },
          seed: seed.map { UInt64(bitPattern: $0) }),
        created: (try row[3] as String?).flatMap { Timestamp($0) }
      )
    }
    guard let found, let created = found.created else {
      throw DataError(file, .foreign("the database doesn't say how it was made"))
    }
    options = found.options
    self.created = created
    sessions = try connection.all("SELECT id FROM http_session") { try $0[0] as String }
  }

  /// Has the tables say how they are made.
  static func write(_ blueprint: DatabaseBlueprint, to connection: SQLiteConnection) throws {
    _ = try connection.run(
      """
      UPDATE mock_state SET scenario = ?, given_clock = ?, given_seed = ?, created = ?, clock = ?, clock_offset = ?
      WHERE id = 1
      """, blueprint.options.scenario, blueprint.options.clock?.description,
      blueprint.options.seed.map { Int64(bitPattern: $0) },
      blueprint.created.description, blueprint.clock.standing?.description,
      blueprint.clock.isFrozen ? nil : blueprint.clock.offset)
  }
}
