import SQLite
import Time

/// How databases are made, replaced, reset and deleted.
///
/// Requests in flight are answered as if they had come before, or find their database gone.
extension Databases {
  /// Makes the database of that name, replacing the one there is and its snapshots.
  ///
  /// - Parameters:
  ///   - moment: what time it was when the database was made that this one repeats.
  ///   - entropy: what the randomness of that one began with.
  ///
  /// Throws `DatabaseError`, `DataError`, or `ScenarioError` if the scenario is faulty; then nothing has changed.
  package func put(
    _ name: DatabaseName, _ options: DatabaseOptions, at moment: Timestamp? = nil, entropy: UInt64? = nil
  ) throws -> (database: Database, isNew: Bool) {
    try locks.take(name) {
      guard let old = existing(name) else { return (try make(name, options, at: moment, entropy: entropy), true) }
      let blueprint = try blueprint(name, options, created: .now, at: moment, entropy: entropy)
      let snapshots = old.snapshotStore
      try snapshots.setAside()
      let made: (state: DatabaseState, size: Int)
      do {
        made = try storage.replace(old, by: blueprint)
      } catch {
        snapshots.putBack()
        throw error
      }
      snapshots.discard()
      return (insert(blueprint, made, snapshotStore: storage.snapshotStore(for: name)), false)
    }
  }

  /// Makes the database again as it was made, from the scenario as it is now. Its snapshots stay.
  ///
  /// Throws as `put`, and `DatabaseError.unknown` if there is none.
  package func reset(_ name: DatabaseName) throws -> Database {
    try locks.take(name) {
      guard let old = existing(name) else { throw DatabaseError.unknown(name) }
      let blueprint = try blueprint(name, old.options, created: old.created)
      return insert(blueprint, try storage.replace(old, by: blueprint), snapshotStore: old.snapshotStore)
    }
  }

  /// Removes the database and its snapshots. If it throws, they are as they were.
  ///
  /// Throws `DatabaseError.unknown` if there is none of that name, and `DataError`.
  package func remove(_ name: DatabaseName) throws {
    try locks.take(name) {
      guard let old = existing(name) else { throw DatabaseError.unknown(name) }
      try storage.remove(old)
      state.withLock { state in
        state.sessionIndex.forgetAll(of: name)
        state.databases[name] = nil
      }
      try storage.synchronize()
    }
  }

  /// Returns a database to one of its snapshots, and returns its size in bytes then. If it throws, nothing has
  /// happened.
  ///
  /// Throws `DatabaseError.noSnapshot` if it has none of that name; `DataError`, `SchemaError` and `SQLiteError`.
  ///
  /// - Parameter report: called before anybody else has the state.
  @discardableResult
  package func restore(
    _ name: SnapshotName, in database: Database, then report: (DatabaseState) -> Void = { _ in }
  ) throws -> Int {
    try database.withState { state in
      guard let pages = try database.snapshotStore.pages(of: name) else {
        throw DatabaseError.noSnapshot(name, of: database.name)
      }
      let (sessions, size) = try state.restore(pages)
      note(sessions, of: database)
      report(state)
      return size
    }
  }

  /// Merges a fixture into a database, whose sessions are then those that its tables have; returns how many rows it
  /// had.
  ///
  /// Throws `ScenarioError` with all that is wrong; if it throws, nothing has happened.
  ///
  /// - Parameter state: the database's, which the caller has to itself.
  package func merge(_ fixture: Scenario, into database: Database, in state: DatabaseState) throws -> Int {
    let (rows, sessions) = try state.merge(fixture, hash: settings.hash)
    note(sessions, of: database)
    return rows
  }

  private func note(_ sessions: [String], of database: Database) {
    state.withLock { state in
      guard state.databases[database.name] === database else { return }
      state.sessionIndex.replaceAll(of: database, by: sessions)
    }
  }

  /// Makes a database where there is none. The caller has the name's lock.
  func make(
    _ name: DatabaseName, _ options: DatabaseOptions, at moment: Timestamp? = nil, entropy: UInt64? = nil
  ) throws -> Database {
    try state.withLock { state in
      guard state.databases.count + state.awaited.count < settings.maxDatabases else {
        throw DatabaseError.tooMany(limit: settings.maxDatabases)
      }
      state.awaited.insert(name)
    }
    defer { state.withLock { _ = $0.awaited.remove(name) } }
    let blueprint = try blueprint(name, options, created: .now, at: moment, entropy: entropy)
    return insert(blueprint, try storage.make(blueprint), snapshotStore: storage.snapshotStore(for: name))
  }

  private func blueprint(
    _ name: DatabaseName, _ options: DatabaseOptions, created: Timestamp, at moment: Timestamp? = nil,
    entropy: UInt64? = nil
  ) throws -> DatabaseBlueprint {
    let start = try templates.start(of: options.scenario, clock: options.clock, at: moment)
    return DatabaseBlueprint(
      name: name, schema: settings.schema, options: options, template: start.template, clock: start.clock,
      created: created,
      origin: DatabaseOrigin(
        source: start.source, moment: start.moment, entropy: entropy ?? .random(in: .min ... .max)))
  }

  private func insert(
    _ blueprint: DatabaseBlueprint, _ made: sending (state: DatabaseState, size: Int), snapshotStore: any SnapshotStore
  ) -> Database {
    let database = Database(
      name: blueprint.name, options: blueprint.options, created: blueprint.created, origin: blueprint.origin,
      snapshotStore: snapshotStore, isDurable: storage.isDurable, attachment: settings.attachment?(blueprint.name),
      initialSize: made.size, state: made.state)
    self.state.withLock { state in
      state.databases[blueprint.name] = database
      state.sessionIndex.replaceAll(of: database, by: blueprint.template.sessions)
    }
    return database
  }
}
