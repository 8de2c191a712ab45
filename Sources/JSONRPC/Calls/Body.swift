/// What a request's body holds: one call, or a batch of them.
package enum Body: Sendable {
  case single(Call)
  /// Answered by the array of the calls' plain envelopes, in order.
  case batch([Call])
}

extension Body {
  /// How many calls it holds.
  package var count: Int {
    switch self {
    case .single: 1
    case .batch(let calls): calls.count
    }
  }
}
