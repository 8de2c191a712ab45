import Synchronization

/// A world of its own, with a name: tables, sessions, clock and chance that no other database sees.
///
/// One call at a time has it: whoever calls waits for the lock, for the tens of microseconds that a call takes.
package final class Database: Sendable {
  package let name: DatabaseName
  package let scenario: String
  /// What a test watches it by and does to it: gone with it, but no part of its state.
  package let journal = Journal()
  package let faults = FaultList()
  package let waiting = WaitingList()
  /// Nil when the database has been replaced or deleted: whoever still holds it finds nothing to harm.
  private let world: Mutex<World?>

  init(name: DatabaseName, scenario: String, world: sending World) {
    self.name = name
    self.scenario = scenario
    self.world = Mutex(world)
  }

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

  /// Gives up the world, and its memory with it.
  func retire() {
    world.withLock { $0 = nil }
    waiting.end(.gone(name))
  }
}
