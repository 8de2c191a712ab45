import Synchronization

/// Locks for making, replacing and removing a database, by its name.
///
/// There are a few locks, so that two names may share one: waiting is short, and rare.
final class NameLocks: Sendable {
  private final class Lock: Sendable {
    let mutex = Mutex(())
  }

  private let locks = (0..<32).map { _ in Lock() }

  /// Runs `body` with the lock of `name`. It must not take another.
  func take<Result>(_ name: DatabaseName, _ body: () throws -> Result) rethrows -> Result {
    let index = Int(UInt(bitPattern: name.hashValue) % UInt(locks.count))
    return try locks[index].mutex.withLock { _ in try body() }
  }
}
