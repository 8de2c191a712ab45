import Synchronization
import Time

/// An answer that was put off; its holder completes it once, on any thread.
///
/// If it goes away without having been completed, the client is answered 500.
package final class Deferral: Sendable {
  private let state: DeferralState

  init(state: DeferralState) { self.state = state }

  deinit {
    state.complete(after: .zero) { _ in throw Unanswered() }
  }

  /// Calls `act`, on the loop, when the client closes its side before the answer; at once if it has.
  ///
  /// Whether it is gone or only sends no more can't be told: it is sent whatever the deferral is completed with.
  package func onAbandon(_ act: @escaping @Sendable () -> Void) { state.onAbandon(act) }

  /// Calls `act`, on the loop, when the server is to stop before the answer; at once if it is.
  package func onStop(_ act: @escaping @Sendable () -> Void) { state.onStop(act) }

  /// What is answered after `delay`, unless the deferral is completed before; filled in on the loop.
  ///
  /// The deferral is then as good as completed, though its holder is not told otherwise than by `fill`.
  package func fallBack(after delay: Duration, _ fill: @escaping @Sendable (inout Response) throws -> Void) {
    state.fallBack(after: delay, fill)
  }

  /// Has the loop fill in the answer and send it, after `delay`; a second completion does nothing.
  package func complete(
    after delay: Duration = .zero, _ fill: @escaping @Sendable (inout Response) throws -> Void
  ) {
    state.complete(after: delay, fill)
  }
}

/// What a deferral and its connection share: whether it was completed, and what happened before.
final class DeferralState: Sendable {
  /// What may happen before the answer, and what is then to be done.
  private struct Occasion {
    var hasCome = false
    var act: (@Sendable () -> Void)?
  }

  private struct State {
    var isCompleted = false
    var abandonment = Occasion()
    var stop = Occasion()

    /// Completes it, and answers what it was before: that may hold the deferral itself, whose end takes the lock.
    mutating func complete() -> State {
      let before = self
      isCompleted = true
      abandonment.act = nil
      stop.act = nil
      return before
    }
  }

  private let ticket: Ticket
  private let mailbox: Mailbox?
  private let state = Mutex(State())

  init(ticket: Ticket, mailbox: Mailbox?) {
    self.ticket = ticket
    self.mailbox = mailbox
  }

  /// Only the first completion counts.
  func complete(after delay: Duration, _ fill: @escaping @Sendable (inout Response) throws -> Void) {
    let before = state.withLock { $0.complete() }
    withExtendedLifetime(before) {
      if !before.isCompleted { post(fill, after: delay) }
    }
  }

  /// A completion that comes before the delay is over takes its place.
  func fallBack(after delay: Duration, _ fill: @escaping @Sendable (inout Response) throws -> Void) {
    guard !state.withLock({ $0.isCompleted }) else { return }
    post(fill, after: delay)
  }

  private func post(_ fill: @escaping @Sendable (inout Response) throws -> Void, after delay: Duration) {
    let wait = delay.nanoseconds
    let due = wait == 0 ? 0 : MonotonicClock.monotonic() + wait
    mailbox?.post(.completion(ticket, due: due, fill))
  }

  func onAbandon(_ act: @escaping @Sendable () -> Void) { set(act, on: \.abandonment) }

  func onStop(_ act: @escaping @Sendable () -> Void) { set(act, on: \.stop) }

  private func set(_ act: @escaping @Sendable () -> Void, on occasion: WritableKeyPath<State, Occasion>) {
    let isLate = state.withLock { state in
      if !state[keyPath: occasion].hasCome, !state.isCompleted { state[keyPath: occasion].act = act }
      return state[keyPath: occasion].hasCome
    }
    if isLate { act() }
  }

  /// Called by the loop when nobody may wait for the answer any more.
  func abandon() { come(\.abandonment) }

  /// Called by the loop when it is to stop: what is waited for in vain would hold it up.
  func stop() { come(\.stop) }

  private func come(_ occasion: WritableKeyPath<State, Occasion>) {
    let act = state.withLock { state in
      state[keyPath: occasion].hasCome = true
      defer { state[keyPath: occasion].act = nil }
      return state[keyPath: occasion].act
    }
    act?()
  }

  /// Called by the loop when there is an answer, or nobody for it: nothing can complete the deferral any more.
  func end() {
    let before = state.withLock { $0.complete() }
    withExtendedLifetime(before) {}
  }
}

/// A deferral that nobody completed.
struct Unanswered: Error, CustomStringConvertible {
  var description: String { "The deferral went away without an answer" }
}
