import Dispatch
import Synchronization

/// A world of its own, with a name: tables, sessions, clock and chance that no other database sees.
///
/// One call at a time has it: whoever calls waits for the lock, for the tens of microseconds that a call takes. When the
/// database is reset or replaced, another object takes its place: this one is then gone for good.
package final class Database: Sendable {
  package let name: DatabaseName
  package let recipe: Recipe
  /// When it was made, by the system's time; a reset doesn't count.
  package let created: Moment
  let shelf: any SnapshotShelf
  /// Where calls are to be made that wait for the disk; nil where none does, and they can be made at once.
  package let queue: DispatchQueue?
  /// What a test watches it by and does to it: gone with it, but no part of its state.
  package let journal = Journal()
  package let faults = FaultList()
  package let waiting = WaitingList()
  /// Nil when the database has been replaced or deleted: whoever still holds it finds nothing to harm.
  private let world: Mutex<World?>

  /// - Parameter isDurable: whether a change waits for the disk.
  init(
    name: DatabaseName, recipe: Recipe, created: Moment, shelf: any SnapshotShelf, isDurable: Bool, world: sending World
  ) {
    self.name = name
    self.recipe = recipe
    self.created = created
    self.shelf = shelf
    queue = isDurable ? DispatchQueue(label: "nebeus-mock.database.\(name)") : nil
    self.world = Mutex(world)
  }

  package var scenario: String { recipe.scenario }

  /// Runs `body` with the world to itself. It is not to keep the world: nothing guards it after that.
  ///
  /// Throws `DatabaseError.gone` where the database is no more, and what `body` throws.
  package func withWorld<Result>(
    _ body: (inout sending World) throws -> sending Result
  ) throws -> sending Result {
    try world.withLock { world in
      guard var current = world else { throw DatabaseError.gone(name) }
      return try body(&current)
    }
  }

  /// The size of its tables in bytes.
  package func size() throws -> Int {
    try withWorld { world in try world.size() }
  }

  /// Hands over the world after `change`, and is gone then. If that throws, nothing happened.
  func surrender(after change: (World) throws -> Void) throws -> sending World {
    let surrendered: World = try world.withLock { world in
      guard let current = world.take() else { throw DatabaseError.gone(name) }
      do {
        try change(current)
      } catch {
        world = current
        throw error
      }
      return current
    }
    waiting.end(.gone(name))
    return surrendered
  }

  /// Gives up the world, and its memory with it.
  func retire() {
    world.withLock { $0 = nil }
    waiting.end(.gone(name))
  }
}
