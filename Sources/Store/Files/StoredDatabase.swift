import SQLite

/// What a database's file says of how it was made.
struct StoredDatabase {
  let recipe: Recipe
  let created: Moment
  let sessions: [String]

  /// - Parameter file: how a complaint names where the database is.
  init(in connection: Connection, file: String) throws {
    let found = try connection.first(
      "SELECT scenario, given_clock, given_seed, created FROM mock_state WHERE id = 1"
    ) { row in
      let seed = try row[2] as Int64?
      return (
        recipe: Recipe(
          scenario: try row[0] as String? ?? "", clock: (try row[1] as String?).flatMap { Moment($0) },
          seed: seed.map { UInt64(bitPattern: $0) }),
        created: (try row[3] as String?).flatMap { Moment($0) }
      )
    }
    guard let found, let created = found.created else {
      throw DataError(file, .foreign("the database doesn't say how it was made"))
    }
    recipe = found.recipe
    self.created = created
    sessions = try connection.all("SELECT id FROM http_session") { try $0[0] as String }
  }

  /// Has the tables say how they are made.
  static func write(_ plan: Plan, to connection: Connection) throws {
    _ = try connection.run(
      """
      UPDATE mock_state SET scenario = ?, given_clock = ?, given_seed = ?, created = ?, clock = ?, clock_offset = ?
      WHERE id = 1
      """, plan.recipe.scenario, plan.recipe.clock?.description, plan.recipe.seed.map { Int64(bitPattern: $0) },
      plan.created.description, plan.clock.standing?.description, plan.clock.isFrozen ? nil : plan.clock.offset)
  }
}
