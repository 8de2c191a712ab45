import Synchronization
import Time

/// The databases of a server, by name. One that is called for the first time is made.
///
/// Its lock is held to look into a dictionary only: making a database blocks no calls to others.
package final class Databases: Sendable {
  struct State {
    var databases: [DatabaseName: Database] = [:]
    /// Names whose first database is being made.
    var awaited: Set<DatabaseName> = []
    var sessionIndex = SessionIndex()
  }

  let settings: DatabaseSettings
  let storage: any Storage
  let templates: TemplateCache
  let locks = NameLocks()
  /// A database's lock may be held when this one is taken, never the other way round.
  let state = Mutex(State())

  package init(_ settings: DatabaseSettings) {
    self.settings = settings
    storage = MemoryStorage()
    templates = TemplateCache(settings)
  }

  /// The databases that a folder has, and those that are made there.
  ///
  /// Throws `DataError` if one of them can't be used.
  package init(_ settings: DatabaseSettings, in folder: DataFolder) throws {
    self.settings = settings
    storage = folder
    templates = TemplateCache(settings)
    let names = try folder.names()
    let objects = try names.isEmpty ? [:] : settings.schema.objects()
    for name in names {
      let (stored, opened, size) = try folder.open(name, for: objects)
      let database = Database(
        name: name, options: stored.options, created: stored.created, snapshotStore: folder.snapshotStore(for: name),
        isDurable: folder.isDurable, attachment: settings.attachment?(name), initialSize: size, state: opened)
      state.withLock { state in
        state.databases[name] = database
        state.sessionIndex.replaceAll(of: database, by: stored.sessions)
      }
    }
  }

  package var count: Int { state.withLock { $0.databases.count } }

  /// Every database, in alphabetical order.
  package var all: [Database] {
    state.withLock { Array($0.databases.values) }.sorted { $0.name.text < $1.name.text }
  }

  /// The database of that name; nil if there is none.
  package func existing(_ name: DatabaseName) -> Database? {
    state.withLock { $0.databases[name] }
  }

  /// The database of that name once what makes, replaces or removes it is done; nil where there is none then.
  package func settled(_ name: DatabaseName) -> Database? {
    locks.take(name) { existing(name) }
  }

  /// The database of that name, made from the server's scenario where there is none.
  ///
  /// Throws `DatabaseError`, or `ScenarioError` if the scenario has become faulty.
  package func database(_ name: DatabaseName) throws -> Database {
    if let database = existing(name) { return database }
    return try locks.take(name) {
      // Another call may have made it meanwhile.
      if let database = existing(name) { return database }
      return try make(name, options())
    }
  }

  /// The options that a client gave, completed by the server's settings.
  package func options(
    scenario: String? = nil, clock: Timestamp? = nil, seed: UInt64? = nil, revision: String? = nil
  ) -> DatabaseOptions {
    DatabaseOptions(
      scenario: scenario ?? settings.scenario, clock: clock ?? settings.clock, seed: seed ?? settings.seed,
      revision: revision ?? settings.revision)
  }

  /// Closes every database, for good: what is in files is then in one file each.
  package func close() {
    for database in all { database.close() }
  }

  /// Remembers that `database` issued the session, unless it is closed.
  package func note(session: String, issuedBy database: Database) {
    state.withLock { state in
      guard state.databases[database.name] === database else { return }
      state.sessionIndex.note(session, of: database)
    }
  }

  /// Forgets that `database` issued the session; another database's session of that id stays known.
  package func forget(session: String, issuedBy database: Database) {
    state.withLock { state in
      guard state.databases[database.name] === database else { return }
      state.sessionIndex.forget(session, of: database.name)
    }
  }

  /// The database that issued the session; nil where none is known to.
  package func issuer(of session: String) -> Database? {
    state.withLock { $0.sessionIndex.issuer(of: session) }
  }
}
