import Synchronization

/// Lets those who make or remove a database of one name go one after the other.
///
/// A name has one of a few locks, which it may share with another name: waiting is short, and rare.
final class NameLocks: Sendable {
  private final class Turn: Sendable {
    let lock = Mutex(())
  }

  private let turns = (0..<32).map { _ in Turn() }

  /// Runs `body` while nobody else has the turn of `name`. It is not to take another.
  func take<Result>(_ name: DatabaseName, _ body: () throws -> Result) rethrows -> Result {
    let index = Int(UInt(bitPattern: name.hashValue) % UInt(turns.count))
    return try turns[index].lock.withLock { _ in try body() }
  }
}
