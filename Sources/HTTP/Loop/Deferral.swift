/// An answer that was put off; whoever holds it completes it once, on any thread.
///
/// If it goes away without having been completed, the client is answered 500.
package final class Deferral: Sendable {
  private let state: DeferralState

  init(state: DeferralState) { self.state = state }

  deinit {
    state.complete(after: .zero) { _ in throw Unanswered() }
  }

  /// Whether the client has closed its side, so that the answer may find nobody.
  package var isAbandoned: Bool { state.isAbandoned }

  /// Calls `act`, on the loop, when the client closes its side before the answer; at once if it has.
  ///
  /// Whether it is gone or only sends no more can't be told: it is sent whatever the deferral is completed with.
  package func onAbandon(_ act: @escaping @Sendable () -> Void) { state.onAbandon(act) }

  /// Calls `act`, on the loop, when the server is to stop before the answer; at once if it is.
  package func onStop(_ act: @escaping @Sendable () -> Void) { state.onStop(act) }

  /// What is answered after `delay`, unless the deferral is completed before; filled in on the loop.
  ///
  /// The deferral is then as good as completed, though whoever holds it is not told otherwise than by `fill`.
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
