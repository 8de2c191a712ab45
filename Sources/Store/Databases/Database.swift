import Dispatch
import Synchronization
import Time

/// A world of its own, with a name: tables, sessions, clock and random that no other database sees.
///
/// One call at a time has it: whoever calls waits for the lock, for the tens of microseconds that a call takes. When the
/// database is reset or replaced, another object takes its place: this one is then gone for good.
package final class Database: Sendable {
  package let name: DatabaseName
  /// Chooses the event loop that answers its calls: the same for every incarnation of the name, and consecutive for
  /// names that end in consecutive numbers.
  package let home: Int
  package let options: DatabaseOptions
  /// When it was made, by the system's time; a reset doesn't count.
  package let created: Timestamp
  let snapshotStore: any SnapshotStore
  /// Where calls are to be made that wait for the disk; nil where none does, and they can be made at once.
  package let queue: DispatchQueue?
  /// What another target keeps for this incarnation of the database; nil if nothing was asked for.
  package let attachment: (any DatabaseAttachment)?
  /// Nil when the database has been replaced or deleted: whoever still holds it finds nothing to harm.
  private let world: Mutex<DatabaseState?>

  /// - Parameter isDurable: whether a change waits for the disk.
  init(
    name: DatabaseName, options: DatabaseOptions, created: Timestamp, snapshotStore: any SnapshotStore, isDurable: Bool,
    attachment: (any DatabaseAttachment)?, world: sending DatabaseState
  ) {
    self.name = name
    home = name.text.utf8.reduce(0) { $0 &* 31 &+ Int($1) }
    self.options = options
    self.created = created
    self.snapshotStore = snapshotStore
    queue = isDurable ? DispatchQueue(label: "nebeus-mock.database.\(name)") : nil
    self.attachment = attachment
    self.world = Mutex(world)
  }

  package var scenario: String { options.scenario }

  /// Runs `body` with the world to itself. It is not to keep the world: nothing guards it after that.
  ///
  /// Throws `DatabaseError.gone` where the database is no more, and what `body` throws.
  package func withState<Result>(
    _ body: (inout sending DatabaseState) throws -> sending Result
  ) throws -> sending Result {
    try world.withLock { world in
      guard var current = world else { throw DatabaseError.gone(name) }
      return try body(&current)
    }
  }

  /// The size of its tables in bytes.
  package func size() throws -> Int {
    try withState { world in try world.size() }
  }

  /// Hands over the world after `change`, and is gone then. If that throws, nothing happened.
  func handOver(after change: (DatabaseState) throws -> Void) throws -> sending DatabaseState {
    let surrendered: DatabaseState = try world.withLock { world in
      guard let current = world.take() else { throw DatabaseError.gone(name) }
      do {
        try change(current)
      } catch {
        world = current
        throw error
      }
      return current
    }
    attachment?.databaseEnded(name)
    return surrendered
  }

  /// Gives up the world, and its memory with it.
  func close() {
    world.withLock { $0 = nil }
    attachment?.databaseEnded(name)
  }
}

/// What another target keeps for one incarnation of a database: created with it, and told when it ends.
///
/// `Store` knows nothing of what it is.
package protocol DatabaseAttachment: AnyObject, Sendable {
  /// The database was reset, replaced, deleted or closed: nothing happens to this incarnation any more.
  func databaseEnded(_ name: DatabaseName)
}
