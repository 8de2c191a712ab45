import SQLite

/// Databases in the memory of the process.
struct MemoryStorage: Storage {
  let isDurable = false

  func make(_ blueprint: DatabaseBlueprint) throws -> sending DatabaseState {
    DatabaseState(
      name: blueprint.name.text, connection: try blueprint.template.copy(), start: blueprint.clock,
      clock: blueprint.clock,
      seed: blueprint.options.seed)
  }

  func replace(_ old: Database, by blueprint: DatabaseBlueprint) throws -> sending DatabaseState {
    let state = try make(blueprint)
    old.close()
    return state
  }

  func remove(_ old: Database) {
    let size = try? old.size()
    old.close()
    FreedMemory.note(size ?? 0)
  }

  func synchronize() {}

  func snapshotStore(for name: DatabaseName) -> any SnapshotStore { MemorySnapshotStore() }
}
