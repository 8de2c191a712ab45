import Synchronization

/// Takes calls from the routes that would answer them, for whoever makes recorded calls again: those are made at other times
/// than they come, and of a database that is known.
final class ReplayIntake: Sendable {
  private let taken = Mutex<(call: APICall, responder: any APIResponder)?>(nil)

  func put(_ call: APICall, for responder: any APIResponder) {
    taken.withLock { $0 = (call, responder) }
  }

  /// The latest call and what answers it; nil if there is none.
  func take() -> (call: APICall, responder: any APIResponder)? {
    taken.withLock { $0.take() }
  }
}
