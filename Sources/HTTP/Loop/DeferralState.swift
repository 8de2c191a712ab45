import Synchronization

/// What a deferral and its connection share: whether it was completed, and whether the client has gone.
final class DeferralState: Sendable {
  private struct State {
    var isCompleted = false
    var isAbandoned = false
    var onAbandon: (@Sendable () -> Void)?
  }

  private let ticket: Ticket
  private let mailbox: Mailbox?
  private let state = Mutex(State())

  init(ticket: Ticket, mailbox: Mailbox?) {
    self.ticket = ticket
    self.mailbox = mailbox
  }

  var isAbandoned: Bool { state.withLock { $0.isAbandoned } }

  /// Only the first completion counts.
  func complete(after delay: Duration, _ fill: @escaping @Sendable (inout Response) throws -> Void) {
    let isFirst = state.withLock { state in
      defer { state.isCompleted = true }
      state.onAbandon = nil
      return !state.isCompleted
    }
    guard isFirst else { return }
    post(fill, after: delay)
  }

  /// A completion that comes before the delay is over takes its place.
  func fallBack(after delay: Duration, _ fill: @escaping @Sendable (inout Response) throws -> Void) {
    guard !state.withLock({ $0.isCompleted }) else { return }
    post(fill, after: delay)
  }

  private func post(_ fill: @escaping @Sendable (inout Response) throws -> Void, after delay: Duration) {
    let wait = delay.nanoseconds
    let due = wait == 0 ? 0 : Clock.monotonic() + wait
    mailbox?.post(.completion(ticket, due: due, fill))
  }

  func onAbandon(_ act: @escaping @Sendable () -> Void) {
    let isLate = state.withLock { state in
      if !state.isAbandoned, !state.isCompleted { state.onAbandon = act }
      return state.isAbandoned
    }
    if isLate { act() }
  }

  /// Called by the loop when nobody waits for the answer any more.
  func abandon() {
    let act = state.withLock { state in
      state.isAbandoned = true
      defer { state.onAbandon = nil }
      return state.onAbandon
    }
    act?()
  }
}
