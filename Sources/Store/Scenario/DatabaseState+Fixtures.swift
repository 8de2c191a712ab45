import SQLite

extension DatabaseState {
  /// Merges a fixture, whole or not at all, and says how many rows it had.
  ///
  /// A row replaces the one that has its key; the values listed for a kind of random are its next ones, in the place of
  /// those that were left. A clock that the fixture brings is set first: relative moments count from it.
  /// Throws `ScenarioError` with all that is wrong.
  package func merge(_ fixture: Scenario, hash: @escaping PasswordHasher) throws -> Int {
    let now = fixture.clock ?? self.now
    var loader = FixtureLoader(of: fixture, connection: connection, now: now, merges: true, hash: hash)
    try change(settingClock: fixture.clock.map { .frozen(at: $0) }) {
      try loader.load()
      for (kind, values) in fixture.generated {
        _ = try connection.run("DELETE FROM mock_generated WHERE kind = ?", kind)
        for value in values {
          _ = try connection.run("INSERT INTO mock_generated (kind, value) VALUES (?, ?)", kind, value)
        }
      }
    }
    return loader.rowCount
  }
}
