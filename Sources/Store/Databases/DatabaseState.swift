import SQLite
import Time

/// What is inside a database: its tables, its clock and its randomness.
///
/// Not Sendable: it belongs to the `Database` whose lock guards it.
package final class DatabaseState {
  package let name: DatabaseName
  package let schema: Schema
  package let connection: SQLiteConnection
  package private(set) var clock: DatabaseClock
  /// How often it has returned to an earlier time's pages.
  package private(set) var restorations = 0
  /// What the layer above keeps beside the tables for as long as the database is open: no snapshot or file has it.
  package var companion: AnyObject?
  /// The clock and the seed as they were when the database was made.
  private let initialClock: DatabaseClock
  private let seed: UInt64?

  init(name: DatabaseName, schema: Schema, connection: SQLiteConnection, clock: DatabaseClock, seed: UInt64?) {
    self.name = name
    self.schema = schema
    self.connection = connection
    self.clock = clock
    initialClock = clock
    self.seed = seed
  }

  convenience init(_ blueprint: DatabaseBlueprint, connection: SQLiteConnection) {
    self.init(
      name: blueprint.name, schema: blueprint.schema, connection: connection, clock: blueprint.clock,
      seed: blueprint.options.seed)
  }

  package var now: Timestamp { clock.now }

  /// Sets the clock, which stays set in snapshots and files.
  package func set(_ clock: DatabaseClock) throws {
    try change(settingClock: clock) {}
  }

  /// Changes the tables as `body` does and sets the clock, if one is given: both or neither.
  func change(settingClock clock: DatabaseClock?, _ body: () throws -> Void) throws {
    try connection.transaction {
      try body()
      guard let clock else { return }
      _ = try connection.run(
        "UPDATE mock_state SET clock = ?, clock_offset = ? WHERE id = 1", clock.frozenAt?.description,
        clock.isFrozen ? nil : clock.offset)
    }
    if let clock { self.clock = clock }
  }

  /// The next value of `kind`: what a scenario has listed for it, else what `make` generates.
  ///
  /// A value that a row has already is skipped if no two rows may have it: a scenario may list what its own rows have.
  package func generate(_ kind: GeneratedKind, _ make: (inout RandomSource) -> String) throws -> String {
    while true {
      let value = try next(kind, make)
      if try !isTaken(value, as: kind) { return value }
    }
  }

  private func isTaken(_ value: String, as kind: GeneratedKind) throws -> Bool {
    guard let lookup = kind.lookup else { return false }
    return try connection.first(lookup, value) { _ in true } ?? false
  }

  private func next(_ kind: GeneratedKind, _ make: (inout RandomSource) -> String) throws -> String {
    let listed = try connection.first(
      "SELECT id, value FROM mock_generated WHERE kind = ? ORDER BY id LIMIT 1", kind.name
    ) { (id: try $0[0] as Int, value: try $0[1] as String) }
    guard let listed else { return try nextRandom(make) }
    _ = try connection.run("DELETE FROM mock_generated WHERE id = ?", listed.id)
    return listed.value
  }

  /// What `make` generates from the database's randomness. If that has a seed, its state counts with the transaction.
  package func nextRandom<Value>(_ make: (inout RandomSource) -> Value) throws -> Value {
    guard let seed else {
      var random = RandomSource()
      return make(&random)
    }
    let kept = try connection.first("SELECT chance FROM mock_state WHERE id = 1") { try $0[0] as Int64? } ?? nil
    var random = RandomSource(seed: kept.map { UInt64(bitPattern: $0) } ?? seed)
    let value = make(&random)
    _ = try connection.run("UPDATE mock_state SET chance = ? WHERE id = 1", random.state.map { Int64(bitPattern: $0) })
    return value
  }

  /// The size of the tables in bytes, as a file would have it.
  func size() throws -> Int {
    let pages = try connection.first("PRAGMA page_count") { try $0[0] as Int } ?? 0
    let bytes = try connection.first("PRAGMA page_size") { try $0[0] as Int } ?? 0
    return pages * bytes
  }

  /// The ids of the sessions in the tables.
  func sessions() throws -> [String] {
    try connection.all(schema.sessions) { try $0[0] as String }
  }

  /// Returns to the pages of an earlier time: tables, clock and randomness.
  func restore(_ pages: [UInt8]) throws {
    switch connection.location {
    case .memory: try connection.deserialize(pages)
    case .file:
      let source = try SQLiteConnection(.memory)
      try source.deserialize(pages)
      // The file may be older than this program.
      try schema.migrate(source)
      try connection.copy(from: source)
    }
    clock = try Self.storedClock(in: connection) ?? initialClock
    restorations += 1
  }

  /// The clock that was set, as the tables have it; nil if none was.
  static func storedClock(in connection: SQLiteConnection) throws -> DatabaseClock? {
    let stored = try connection.first("SELECT clock, clock_offset FROM mock_state WHERE id = 1") {
      (timestamp: (try $0[0] as String?).flatMap { Timestamp($0) }, offset: try $0[1] as Int?)
    }
    guard let stored, stored.timestamp != nil || stored.offset != nil else { return nil }
    return DatabaseClock(frozenAt: stored.timestamp, offset: stored.offset ?? 0)
  }
}
