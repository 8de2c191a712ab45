import HTTP
import Instrumentation
import NebeusAPI
import Store
import Synchronization

/// A long poll: made at once, and again whenever there may be something for its user, until its time is over.
///
/// Source: docs/decisions.md, Long polling.
final class Poll: Sendable {
  /// Makes the call. Returns false if it has found nothing and `wait` was called instead.
  typealias Attempt =
    @Sendable (
      _ exchange: APIExchange, _ response: inout Response, _ wait: ((_ user: Int, DatabaseState) -> Void)?
    ) -> Bool

  private struct State {
    var exchange: APIExchange
    /// The answer, once there is one.
    var answer: BufferedResponse?
  }

  private let deferral: Deferral
  private let limit: Duration
  private let pollers: Pollers
  private let attempt: Attempt
  /// Locked while the call is made: before the database's state and the pollers.
  private let state: Mutex<State>

  /// - Parameter limit: how long its client waits at most.
  init(
    _ exchange: APIExchange, _ deferral: Deferral, _ pollers: Pollers, limit: Duration, attempt: @escaping Attempt
  ) {
    state = Mutex(State(exchange: exchange))
    self.deferral = deferral
    self.limit = limit
    self.pollers = pollers
    self.attempt = attempt
  }

  deinit { pollers.leave() }

  /// Makes the call for the first time; without an answer its client waits from now on.
  func start() {
    let waits = state.withLock { state in
      guard !makes(&state, mayWait: true) else { return false }
      // A database that is gone by now records nothing: the next attempt says so.
      try? state.exchange.wait()
      return true
    }
    guard waits else { return }
    // A client that has ended its sending side may be gone, and a server that stops waits for nobody.
    deferral.onAbandon { [weak self] in self?.end() }
    deferral.onStop { [weak self] in self?.end() }
    deferral.fallBack(after: limit) { [self] response in fill(&response) }
  }

  /// Makes the call again, since there may be something.
  func tryAgain() { state.withLock { _ = makes(&$0, mayWait: true) } }

  /// Answers with what there is.
  private func end() {
    pollers.remove(self)
    state.withLock { _ = makes(&$0, mayWait: false) }
  }

  /// Returns whether the call is answered.
  private func makes(_ state: inout State, mayWait: Bool) -> Bool {
    guard state.answer == nil else { return true }
    var response = Response()
    let wait: (Int, DatabaseState) -> Void = { user, database in self.pollers.add(self, for: user, in: database) }
    guard attempt(state.exchange, &response, mayWait ? wait : nil) else { return false }
    let kept = response.kept()
    state.answer = kept
    let delay = state.exchange.fault?.when == .after ? state.exchange.delay ?? .zero : .zero
    deferral.complete(after: delay) { $0.set(kept) }
    return true
  }

  /// The time is over: answers on the loop.
  private func fill(_ response: inout Response) {
    pollers.remove(self)
    state.withLock { state in
      // An answer that is on its way comes too late now.
      if let answer = state.answer { return response.set(answer) }
      _ = attempt(state.exchange, &response, nil)
      state.answer = response.kept()
    }
  }
}
