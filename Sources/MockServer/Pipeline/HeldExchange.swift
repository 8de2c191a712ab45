import HTTP
import Synchronization

/// A call that waits to be made: it is made once, or given up once.
///
/// It is given up when its client leaves, or when whoever would have made it goes away; the journal then has it without
/// an answer.
final class HeldExchange: Sendable {
  private let exchange: APIExchange
  private let isDecided = Atomic<Bool>(false)

  init(_ exchange: APIExchange) {
    self.exchange = exchange
  }

  deinit {
    if decide() { exchange.recordAbandonment() }
  }

  /// Whether the call is to be made now; false if it has been given up.
  func isReleased() -> Bool { decide() }

  /// Gives the call up once its client has ended its side, and resets the connection, so that nobody takes the call for
  /// made.
  func giveUp(ifClientLeaves deferral: Deferral) {
    deferral.onAbandon { [self] in
      guard decide() else { return }
      exchange.recordAbandonment()
      deferral.complete { $0.wire = .reset }
    }
  }

  /// Returns true to the first who asks.
  private func decide() -> Bool { !isDecided.exchange(true, ordering: .relaxed) }
}
