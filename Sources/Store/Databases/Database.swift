import Synchronization

/// A world of its own, with a name: tables, sessions, clock and chance that no other database sees.
///
/// One call at a time has it: whoever calls waits for the lock, for the tens of microseconds that a call takes.
package final class Database: Sendable {
  package let name: DatabaseName
  package let scenario: String
  private let world: Mutex<World>

  init(name: DatabaseName, scenario: String, world: sending World) {
    self.name = name
    self.scenario = scenario
    self.world = Mutex(world)
  }

  /// Runs `body` with the world to itself. It is not to keep the world: nothing guards it after that.
  package func withWorld<Result, Failure: Error>(
    _ body: (inout sending World) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    try world.withLock(body)
  }
}
