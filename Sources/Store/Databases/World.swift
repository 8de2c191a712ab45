import SQLite

/// What is inside a database: its tables, its clock and its chance.
///
/// Not Sendable: it belongs to the `Database` whose lock guards it.
package final class World {
  package let name: String
  package let connection: Connection
  package var clock: Clock
  private var chance: Chance

  init(name: String, connection: Connection, clock: Clock, chance: Chance) {
    self.name = name
    self.connection = connection
    self.clock = clock
    self.chance = chance
  }

  package var now: Moment { clock.now }

  /// The next value of `kind`: what a scenario has listed for it, else what `make` draws.
  package func generate(_ kind: GeneratedKind, _ make: (inout Chance) -> String) throws -> String {
    let listed = try connection.first(
      "SELECT id, value FROM mock_generated WHERE kind = ? ORDER BY id LIMIT 1", kind.rawValue
    ) { (id: try $0[0] as Int, value: try $0[1] as String) }
    guard let listed else { return try draw(make) }
    _ = try connection.run("DELETE FROM mock_generated WHERE id = ?", listed.id)
    return listed.value
  }

  /// What `make` draws from the database's chance.
  package func draw<Drawn>(_ make: (inout Chance) -> Drawn) throws -> Drawn {
    make(&chance)
  }
}
