import Store
import Synchronization

/// Those who wait until something is true of a database.
///
/// They are asked to look again whenever something may have changed. Its lock is held while they look, and taken before
/// that of the world or the journal, never behind it.
package final class Waiters: Sendable {
  /// One who waits.
  package struct Waiter: Sendable {
    /// Whether the wait is over, which it has then said to whom it concerns.
    let check: @Sendable () -> Bool
    /// Called where the database goes.
    let cancel: @Sendable (DatabaseError) -> Void

    package init(check: @escaping @Sendable () -> Bool, cancel: @escaping @Sendable (DatabaseError) -> Void) {
      self.check = check
      self.cancel = cancel
    }
  }

  private struct State {
    var waiters: [Int: Waiter] = [:]
    var nextID = 0
    var end: DatabaseError?
  }

  private let state = Mutex(State())
  private let count = Atomic<Int>(0)

  package init() {}

  /// How many wait.
  package var waiting: Int { count.load(ordering: .relaxed) }

  /// Has `waiter` look, and wait where that is not the end of it. Returns the number by which it can be removed.
  package func add(_ waiter: Waiter) -> Int? {
    state.withLock { state in
      if let end = state.end {
        waiter.cancel(end)
        return nil
      }
      // Counted before it looks: what changes behind its look finds it.
      count.store(state.waiters.count + 1, ordering: .relaxed)
      guard !waiter.check() else {
        count.store(state.waiters.count, ordering: .relaxed)
        return nil
      }
      state.nextID += 1
      state.waiters[state.nextID] = waiter
      return state.nextID
    }
  }

  package func remove(_ id: Int) {
    state.withLock { state in
      state.waiters[id] = nil
      count.store(state.waiters.count, ordering: .relaxed)
    }
  }

  /// Something may have changed: everyone who waits looks. Costs nothing where nobody does.
  package func notify() {
    guard waiting > 0 else { return }
    state.withLock { state in
      for (id, waiter) in state.waiters where waiter.check() { state.waiters[id] = nil }
      count.store(state.waiters.count, ordering: .relaxed)
    }
  }

  /// The database is no more: nobody waits any longer.
  func end(_ error: DatabaseError) {
    state.withLock { state in
      state.end = error
      for waiter in state.waiters.values { waiter.cancel(error) }
      state.waiters = [:]
      count.store(0, ordering: .relaxed)
    }
  }
}
