import SQLite
import Time

/// What is inside a database: its tables, its clock and its randomness.
///
/// Not Sendable: it belongs to the `Database` whose lock guards it.
package final class DatabaseState {
  package let name: DatabaseName
  package let schema: Schema
  /// Where its tables are.
  private enum Tables {
    /// In a file, with a connection of its own.
    case file(SQLiteConnection)
    /// In pages, with the connection that is lent to it while somebody has the state.
    case pages(SharedPages, ConnectionPool)
  }

  private var tables: Tables
  private var slot: ConnectionPool.Slot?
  private let changes = TableChanges()
  /// The revision of the product's contract (`DatabaseOptions.revision`).
  package let revision: String?
  package private(set) var clock: DatabaseClock
  /// How often it has returned to an earlier time's pages.
  package private(set) var restorations = 0
  /// What the layer above keeps beside the tables for as long as the database is open: no snapshot or file has it.
  package var companion: AnyObject?
  /// The clock and the seed as they were when the database was made.
  private let initialClock: DatabaseClock
  private let seed: UInt64?
  /// Where a database without a seed has its randomness from. It returns to no earlier state, as snapshots do.
  private var random: RandomSource
  /// What time it is for the present use of the state, once that has asked: a call sees one moment, however long it
  /// takes.
  private var moment: Timestamp?
  /// What time it is whatever the clock shows, while recorded calls are made again at their moments.
  package var fixedMoment: Timestamp? {
    didSet { moment = nil }
  }

  /// - Parameter entropy: what the randomness of a database without a seed begins with.
  init(
    name: DatabaseName, schema: Schema, connection: SQLiteConnection, clock: DatabaseClock,
    options: DatabaseOptions, entropy: UInt64 = .random(in: .min ... .max)
  ) {
    self.name = name
    self.schema = schema
    tables = .file(connection)
    self.clock = clock
    initialClock = clock
    seed = options.seed
    random = RandomSource(seed: entropy)
    revision = options.revision
    connection.note(into: changes)
  }

  convenience init(_ blueprint: DatabaseBlueprint, connection: SQLiteConnection) {
    self.init(
      name: blueprint.name, schema: blueprint.schema, connection: connection, clock: blueprint.clock,
      options: blueprint.options, entropy: blueprint.origin.entropy)
  }

  init(_ blueprint: DatabaseBlueprint, pages: SharedPages, pool: ConnectionPool) {
    name = blueprint.name
    schema = blueprint.schema
    tables = .pages(pages, pool)
    clock = blueprint.clock
    initialClock = blueprint.clock
    seed = blueprint.options.seed
    random = RandomSource(seed: blueprint.origin.entropy)
    revision = blueprint.options.revision
  }

  deinit {
    if case .pages(let pages, _) = tables { slot?.leave(pages) }
  }

  /// The connection to its tables, for the code that has the state.
  package var connection: SQLiteConnection {
    switch tables {
    case .file(let connection): return connection
    case .pages:
      guard let slot else { preconditionFailure("the database \(name) is used by nobody") }
      return slot.connection
    }
  }

  /// Begins a use of the state: its tables have a connection until that is given back, if it is a lent one.
  func beginUse() throws(SQLiteError) -> ConnectionPool.Slot? {
    moment = nil
    guard case .pages(let pages, let pool) = tables else { return nil }
    let slot = try pool.lend(pages, last: slot)
    self.slot = slot
    slot.connection.note(into: changes)
    return slot
  }

  /// The memory that goes when it does.
  var ownSize: Int {
    if case .pages(let pages, _) = tables { pages.ownSize } else { 0 }
  }

  /// Has the tables noted that are written to, until `stopNotingChanges`.
  package func noteChanges() { changes.keepNames() }

  package func stopNotingChanges() { changes.stopKeepingNames() }

  /// The tables that were written to since they were asked for last.
  package func takeChangedTables() -> Set<String> { changes.takeNames() }

  /// Starts to watch tables for changes; nil where they are in a file, which other processes may write to.
  package func watch(_ tables: [String]) -> WatchedTables? {
    if case .file = self.tables { nil } else { changes.watch(tables) }
  }

  package var now: Timestamp {
    if let moment { return moment }
    let read = fixedMoment ?? clock.now
    moment = read
    return read
  }

  /// Sets the clock, which stays set in snapshots and files. Throws `SQLiteError`.
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
    if let clock {
      self.clock = clock
      moment = nil
    }
  }

  /// The next value of `kind`: what a scenario has listed for it, else what `make` generates.
  ///
  /// A value that a row has already is skipped if no two rows may have it: a scenario may list what its own rows have.
  /// Throws `SQLiteError`.
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
  /// Throws `SQLiteError`.
  package func nextRandom<Value>(_ make: (inout RandomSource) -> Value) throws -> Value {
    guard let seed else { return make(&random) }
    let kept = try connection.first("SELECT chance FROM mock_state WHERE id = 1") { try $0[0] as Int64? } ?? nil
    var random = RandomSource(seed: kept.map { UInt64(bitPattern: $0) } ?? seed)
    let value = make(&random)
    _ = try connection.run("UPDATE mock_state SET chance = ? WHERE id = 1", random.state.map { Int64(bitPattern: $0) })
    return value
  }

  /// The size of the tables in bytes, as a file would have it. That of pages is known without a connection.
  func size() throws -> Int {
    switch tables {
    case .file(let connection): try connection.size()
    case .pages(let pages, _): pages.size
    }
  }

  /// The ids of the sessions in the tables.
  func sessions() throws -> [String] {
    try connection.all(schema.sessions) { try $0[0] as String }
  }

  /// The pages as they are now.
  func keptPages() throws -> KeptPages {
    switch tables {
    case .file(let connection): return .file(try connection.serialize())
    case .pages(let pages, _):
      let (clock, sessions) = (try Self.storedClock(in: connection), try sessions())
      return .shared(try pages.copy(), clock: clock, sessions: sessions)
    }
  }

  /// Returns to the pages of an earlier time, with tables, clock and randomness, and returns the sessions and the size
  /// that they have. If it throws, nothing has happened.
  func restore(_ kept: KeptPages) throws -> (sessions: [String], size: Int) {
    let restored: (clock: DatabaseClock?, sessions: [String], size: Int)
    switch tables {
    case .pages(_, let pool):
      guard case .shared(let keptPages, let clock, let sessions) = kept else {
        preconditionFailure("the snapshots of a database in memory are in memory")
      }
      let pages = try keptPages.copy()
      restored = (clock, sessions, pages.size)
      try slot?.bind(pages)
      tables = .pages(pages, pool)
    case .file(let connection):
      let source = try SQLiteConnection(.memory)
      try source.deserialize(kept.bytes)
      // The file may be older than this program.
      try schema.migrate(source)
      try schema.check(source, for: try schema.objects())
      // Before the file changes: after that nothing may fail.
      restored = (
        try Self.storedClock(in: source), try source.all(schema.sessions) { try $0[0] as String }, try source.size()
      )
      try connection.copy(from: source)
    }
    changes.noteAll()
    clock = restored.clock ?? initialClock
    moment = nil
    restorations += 1
    return (restored.sessions, restored.size)
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
