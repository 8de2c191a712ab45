import HTTP
import Instrumentation
import Synchronization

/// A call that a fault holds up before it is made.
///
/// It is made when its time has come and the client is still there; else it goes away, and is recorded as it goes.
final class PendingExchange: Sendable {
  private let passage: APIExchange
  private let make: @Sendable (inout Response) -> Void
  /// Whether it was made or given up.
  private let isOver = Atomic<Bool>(false)

  init(_ passage: APIExchange, make: @escaping @Sendable (inout Response) -> Void) {
    self.passage = passage
    self.make = make
  }

  deinit { giveUp() }

  /// Gives it up once its client has ended its side, and answers nothing, so that nobody takes the call for made.
  func giveUp(where deferral: Deferral) {
    deferral.onAbandon { [self] in
      guard giveUp() else { return }
      deferral.complete { $0.wire = .reset }
    }
  }

  /// The call is not made any more. Says whether it might have been.
  @discardableResult
  private func giveUp() -> Bool {
    guard !isOver.exchange(true, ordering: .relaxed) else { return false }
    passage.closeUnanswered()
    passage.database.waiting.notify()
    return true
  }

  /// Makes the call. Says whether it was made, which it isn't where it has been given up.
  @discardableResult
  func run(_ response: inout Response) -> Bool {
    guard !isOver.exchange(true, ordering: .relaxed) else { return false }
    make(&response)
    return true
  }
}
