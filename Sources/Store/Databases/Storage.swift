import SQLite

/// Where databases are kept.
///
/// Each name is dealt with by one caller at a time.
protocol Storage: Sendable {
  /// Whether a change waits for the disk.
  var isDurable: Bool { get }

  /// A state where there was none, and its size in bytes; snapshots that are left of that name go. If it throws,
  /// nothing has happened.
  func make(_ blueprint: DatabaseBlueprint) throws -> sending (state: DatabaseState, size: Int)

  /// A state in place of the old one's, which is closed, and its size. If it throws, the old one is as it was.
  func replace(_ old: Database, by blueprint: DatabaseBlueprint) throws -> sending (state: DatabaseState, size: Int)

  /// Closes a database and removes what there is of it, its snapshots too. If it throws, the database is as it was.
  func remove(_ old: Database) throws

  /// Waits until the disk has what databases there are, if changes wait for it.
  func synchronize() throws

  /// The place for the snapshots of a database.
  func snapshotStore(for name: DatabaseName) -> any SnapshotStore
}

/// Databases in the memory of the process.
struct MemoryStorage: Storage {
  let isDurable = false
  private let pool = ConnectionPool()

  func make(_ blueprint: DatabaseBlueprint) throws -> sending (state: DatabaseState, size: Int) {
    let pages = try blueprint.template.pages.copy()
    return (DatabaseState(blueprint, pages: pages, pool: pool), pages.size)
  }

  func replace(_ old: Database, by blueprint: DatabaseBlueprint) throws -> sending (state: DatabaseState, size: Int) {
    let made = try make(blueprint)
    old.close()
    return made
  }

  func remove(_ old: Database) {
    old.close()
    FreedMemory.noteRemoval()
  }

  func synchronize() {}

  func snapshotStore(for name: DatabaseName) -> any SnapshotStore { MemorySnapshotStore() }
}
