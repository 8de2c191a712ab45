import Dispatch
import Synchronization

/// Acts, on a queue of its own, after something may have changed in a database: once for all that has changed
/// meanwhile.
///
/// To the code that changes something it costs one atomic exchange, and a hand-over to the queue where none is under
/// way.
package final class ChangeSignal: Sendable {
  private let queue: DispatchQueue
  private let spacing: Duration
  private let act: @Sendable () -> Void
  private let isScheduled = Atomic<Bool>(false)
  private let lastActed = Mutex<ContinuousClock.Instant?>(nil)
  private let attachment = Mutex<(waiters: Waiters, id: Int)?>(nil)

  /// - Parameters:
  ///   - spacing: how long after it has acted it acts again, at the earliest.
  ///   - act: called by one thread at a time.
  package init(label: String, spacing: Duration = .zero, act: @escaping @Sendable () -> Void) {
    queue = DispatchQueue(label: label)
    self.spacing = spacing
    self.act = act
  }

  /// Acts soon.
  package func trigger() {
    guard !isScheduled.exchange(true, ordering: .sequentiallyConsistent) else { return }
    let run: @Sendable () -> Void = { [self] in
      lastActed.withLock { $0 = .now }
      // What changes from here on has it act again.
      isScheduled.store(false, ordering: .sequentiallyConsistent)
      act()
    }
    let rest = lastActed.withLock { last in last.map { spacing - (.now - $0) } ?? .zero }
    if rest > .zero {
      queue.asyncAfter(deadline: .now() + .nanoseconds(Int(rest / .nanoseconds(1))), execute: run)
    } else {
      queue.async(execute: run)
    }
  }

  package func trigger(after delay: Duration) {
    queue.asyncAfter(deadline: .now() + .nanoseconds(Int(delay / .nanoseconds(1)))) { [weak self] in self?.trigger() }
  }

  /// Acts whenever those who wait for something of a database are asked to look, and when it is no more; once attached,
  /// at once.
  package func attach(to waiters: Waiters) {
    detach()
    let waiter = Waiters.Waiter { [weak self] in
      self?.trigger()
      return self == nil
    } cancel: { [weak self] _ in
      self?.trigger()
    }
    guard let id = waiters.add(waiter) else { return }
    attachment.withLock { $0 = (waiters, id) }
  }

  package func detach() {
    let former = attachment.withLock { attachment in
      defer { attachment = nil }
      return attachment
    }
    former?.waiters.remove(former?.id ?? 0)
  }
}
