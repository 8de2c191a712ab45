import SQLite

/// How databases are made, replaced, reset and deleted.
///
/// Requests that are on their way meanwhile are answered as if they had come before, or find their database gone.
extension Databases {
  /// Makes the database of that name, in place of the one there is and its snapshots.
  ///
  /// Throws `DatabaseError`, or `ScenarioError` where the scenario is faulty; what was there is then as it was.
  package func put(_ name: DatabaseName, _ recipe: Recipe) throws -> (database: Database, isNew: Bool) {
    try turns.take(name) {
      guard let old = existing(name) else { return (try make(name, recipe), true) }
      let plan = try plan(name, recipe, created: Clock.system.now)
      let world = try storage.replace(old, by: plan)
      let database = insert(plan, world, shelf: storage.shelf(for: name))
      try database.shelf.removeAll()
      return (database, false)
    }
  }

  /// Makes the database again as it was made, from the scenario as it is now. Its snapshots stay.
  ///
  /// Throws as `put`, and `DatabaseError.unknown` where there is none.
  package func reset(_ name: DatabaseName) throws -> Database {
    try turns.take(name) {
      guard let old = existing(name) else { throw DatabaseError.unknown(name) }
      let plan = try plan(name, old.recipe, created: old.created)
      return insert(plan, try storage.replace(old, by: plan), shelf: old.shelf)
    }
  }

  /// Removes the database and its snapshots. Throws `DatabaseError.unknown` where there is none.
  package func remove(_ name: DatabaseName) throws {
    try turns.take(name) {
      let old = state.withLock { state in
        state.issuers.replaceAll(of: name, by: [])
        return state.databases.removeValue(forKey: name)
      }
      guard let old else { throw DatabaseError.unknown(name) }
      let size = try? old.size()
      old.retire()
      try storage.remove(name)
      FreedMemory.note(size ?? 0)
    }
  }

  /// Returns a database to one of its snapshots. Throws `DatabaseError.noSnapshot` where it has none of that name.
  package func restore(_ name: SnapshotName, in database: Database) throws {
    guard let image = try database.shelf.image(of: name) else {
      throw DatabaseError.noSnapshot(name, of: database.name)
    }
    try database.withWorld { world in
      try world.restore(image)
      try noteSessions(of: database, in: world)
    }
  }

  /// Looks up which sessions a database has, after its tables have changed otherwise than by calls.
  ///
  /// - Parameter world: the database's, which the caller has to itself.
  package func noteSessions(of database: Database, in world: World) throws {
    let sessions = try world.sessions()
    state.withLock { state in
      guard state.databases[database.name] === database else { return }
      state.issuers.replaceAll(of: database.name, by: sessions)
    }
  }

  /// Makes a database where there is none. The caller has the name's turn.
  func make(_ name: DatabaseName, _ recipe: Recipe) throws -> Database {
    try state.withLock { state in
      guard state.databases.count + state.awaited.count < settings.maxDatabases else {
        throw DatabaseError.tooMany(limit: settings.maxDatabases)
      }
      state.awaited.insert(name)
    }
    defer { state.withLock { _ = $0.awaited.remove(name) } }
    let plan = try plan(name, recipe, created: Clock.system.now)
    let shelf = storage.shelf(for: name)
    try shelf.removeAll()
    return insert(plan, try storage.make(plan), shelf: shelf)
  }

  private func plan(_ name: DatabaseName, _ recipe: Recipe, created: Moment) throws -> Plan {
    let (template, clock) = try templates.template(of: recipe.scenario, clock: recipe.clock)
    return Plan(name: name, recipe: recipe, template: template, clock: clock, created: created)
  }

  private func insert(_ plan: Plan, _ world: sending World, shelf: any SnapshotShelf) -> Database {
    let database = Database(
      name: plan.name, recipe: plan.recipe, created: plan.created, shelf: shelf, isDurable: storage.isDurable,
      world: world)
    state.withLock { state in
      state.databases[plan.name] = database
      state.issuers.replaceAll(of: plan.name, by: plan.template.sessions)
    }
    return database
  }
}
