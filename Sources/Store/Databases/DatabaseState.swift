import SQLite
import Time

/// What is inside a database: its tables, its clock and its chance.
///
/// Not Sendable: it belongs to the `Database` whose lock guards it.
package final class DatabaseState {
  package let name: String
  package let connection: SQLiteConnection
  package private(set) var clock: DatabaseClock
  /// How often it has returned to an earlier moment's pages.
  package private(set) var restorations = 0
  /// The clock and the seed of chance as they were when the database was made.
  private let start: DatabaseClock
  private let seed: UInt64?

  init(name: String, connection: SQLiteConnection, start: DatabaseClock, clock: DatabaseClock, seed: UInt64?) {
    self.name = name
    self.connection = connection
    self.start = start
    self.clock = clock
    self.seed = seed
  }

  package var now: Timestamp { clock.now }

  /// Sets the clock, which stays set in snapshots and files.
  package func set(_ clock: DatabaseClock) throws {
    try change(settingClock: clock) {}
  }

  /// Changes the tables as `body` does and sets the clock, where one is given: both or neither.
  func change(settingClock clock: DatabaseClock?, _ body: () throws -> Void) throws {
    try connection.transaction {
      try body()
      guard let clock else { return }
      _ = try connection.run(
        "UPDATE mock_state SET clock = ?, clock_offset = ? WHERE id = 1", clock.standing?.description,
        clock.isFrozen ? nil : clock.offset)
    }
    if let clock { self.clock = clock }
  }

  /// The next value of `kind`: what a scenario has listed for it, else what `make` draws.
  ///
  /// A value that a row has already is passed over where no two may have one: a scenario may list what it has itself.
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
      "SELECT id, value FROM mock_generated WHERE kind = ? ORDER BY id LIMIT 1", kind.rawValue
    ) { (id: try $0[0] as Int, value: try $0[1] as String) }
    guard let listed else { return try nextRandom(make) }
    _ = try connection.run("DELETE FROM mock_generated WHERE id = ?", listed.id)
    return listed.value
  }

  /// What `make` draws from the database's chance. Where that is seeded, what was drawn counts with the transaction.
  package func nextRandom<Drawn>(_ make: (inout RandomSource) -> Drawn) throws -> Drawn {
    guard let seed else {
      var chance = RandomSource()
      return make(&chance)
    }
    let kept = try connection.first("SELECT chance FROM mock_state WHERE id = 1") { try $0[0] as Int64? } ?? nil
    var chance = RandomSource(seed: kept.map { UInt64(bitPattern: $0) } ?? seed)
    let drawn = make(&chance)
    _ = try connection.run("UPDATE mock_state SET chance = ? WHERE id = 1", chance.state.map { Int64(bitPattern: $0) })
    return drawn
  }

  /// The size of the tables in bytes, as a file would have it.
  func size() throws -> Int {
    let pages = try connection.first("PRAGMA page_count") { try $0[0] as Int } ?? 0
    let bytes = try connection.first("PRAGMA page_size") { try $0[0] as Int } ?? 0
    return pages * bytes
  }

  /// The ids of the sessions in the tables.
  func sessions() throws -> [String] {
    try connection.all("SELECT id FROM http_session") { try $0[0] as String }
  }

  /// Returns to the pages of an earlier moment: tables, clock and chance.
  func restore(_ pages: [UInt8]) throws {
    switch connection.location {
    case .memory: try connection.deserialize(pages)
    case .file:
      let source = try SQLiteConnection(.memory)
      try source.deserialize(pages)
      // The file may be older than this program.
      try Schema.migrate(source)
      try connection.copy(from: source)
    }
    clock = try Self.keptClock(in: connection) ?? start
    restorations += 1
  }

  /// The clock that the tables say was set; nil where it is as it was made.
  static func keptClock(in connection: SQLiteConnection) throws -> DatabaseClock? {
    let kept = try connection.first("SELECT clock, clock_offset FROM mock_state WHERE id = 1") {
      (moment: (try $0[0] as String?).flatMap { Timestamp($0) }, offset: try $0[1] as Int?)
    }
    guard let kept, kept.moment != nil || kept.offset != nil else { return nil }
    return DatabaseClock(standing: kept.moment, offset: kept.offset ?? 0)
  }
}
