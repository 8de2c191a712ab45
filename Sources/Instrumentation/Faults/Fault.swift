import JSON
import Store

/// Misbehaviour that a test ordered: for which calls, when, how often, and what.
///
/// Source: docs/control.md, Faults.
package struct Fault: Sendable {
  /// What occurs to a call beside a delay.
  package enum Action: Sendable {
    /// Nothing: the delay is all.
    case none
    /// An answer with no more than a status and this body.
    case status(Int, body: Body?)
    /// A JSON-RPC error, in the form that the call asked for.
    case error(code: Int, message: String)
    /// The connection is reset.
    case reset
    /// The real answer is cut after so many bytes of its body.
    case truncate(Int)
    /// The real answer leaves at so many bytes a second.
    case drip(Int)
  }

  package enum Body: Sendable {
    /// Sent as it is.
    case text(String)
    case json(JSONValue)
  }

  /// Whether the handler runs before the fault strikes.
  package enum Phase: String, Sendable, CaseIterable {
    case before, after
  }

  /// How long: one duration, or one that is drawn for each call that is struck.
  package struct Delay: Sendable, Equatable {
    package let shortest: Duration
    package let longest: Duration

    package init(_ shortest: Duration, _ longest: Duration) {
      precondition(shortest <= longest)
      self.shortest = shortest
      self.longest = longest
    }

    package var isFixed: Bool { shortest == longest }

    /// A duration between both, in whole milliseconds.
    package func next(from random: inout RandomSource) -> Duration {
      let steps = UInt64((longest - shortest) / .milliseconds(1))
      return shortest + .milliseconds(Int(random.number(below: steps + 1)))
    }
  }

  package let id: String
  /// What it was ordered with, as it is shown again.
  package let order: JSONValue
  package let target: FaultTarget
  /// How many matching calls pass first.
  package let after: Int
  /// How many are struck; nil for all.
  package let times: Int?
  package let probability: Probability?
  /// How long the call, or its answer, is held up.
  package let delay: Delay?
  package let action: Action
  /// Header fields of the answer, in place of its own.
  package let fields: [(name: String, value: String)]
  package let when: Phase

  package init(
    id: String, order: JSONValue, target: FaultTarget, after: Int, times: Int?, probability: Probability?,
    delay: Delay?,
    action: Action, fields: [(name: String, value: String)] = [], when: Phase
  ) {
    self.id = id
    self.order = order
    self.target = target
    self.after = after
    self.times = times
    self.probability = probability
    self.delay = delay
    self.action = action
    self.fields = fields
    self.when = when
  }

  /// Whether it answers something else than the API does.
  package var replacesAnswer: Bool {
    switch action {
    case .status, .error, .reset: true
    case .none, .truncate, .drip: false
    }
  }

  /// Whether the handler of a struck call doesn't run: an answer that is cut or slow is still the real one.
  package var keepsFromHandler: Bool { replacesAnswer && when == .before }
}

/// How likely something is, to a thousand millionth.
package struct Probability: Sendable, Equatable {
  private static let scale = 9
  private static let certain: UInt64 = 1_000_000_000

  private let share: UInt64

  /// Nil where it isn't a number from 0 to 1 of at most nine decimals.
  package init?(_ number: ExactDecimal) {
    guard let units = number.units(scale: Self.scale), units >= 0, units <= Int64(Self.certain) else { return nil }
    share = UInt64(units)
  }

  package func occurs(by random: inout RandomSource) -> Bool {
    random.number(below: Self.certain) < share
  }
}

/// The calls that a fault is for; what isn't said doesn't count.
package struct FaultTarget: Sendable {
  package let path: CallPath?
  package let method: String?
  /// What the params of one of the request's calls are like.
  package let params: JSONValue?

  package init(path: CallPath? = nil, method: String? = nil, params: JSONValue? = nil) {
    self.path = path
    self.method = method
    self.params = params
  }

  /// - Parameter callParams: the params of the request's calls, nil of one without any; asked for only where they
  ///   count.
  func matches(method: String, path: String, route: String?, callParams: () -> [JSONValue?]) -> Bool {
    if let wanted = self.path, !wanted.matches(path, route: route) { return false }
    if let wanted = self.method, wanted != method { return false }
    guard let params else { return true }
    return callParams().contains { $0?.isLike(params) ?? (params.count == 0) }
  }
}

/// Which paths are meant: one as it is sent, a route as the reference writes it, or all that begin alike
/// (`/im_chat/*`).
package struct CallPath: Sendable {
  package let text: String
  /// What the paths begin with; nil if one is meant.
  package let prefix: String?

  package init(_ text: String) {
    self.text = text
    prefix = text.hasSuffix("*") ? String(text.dropLast()) : nil
  }

  /// - Parameter route: the route that has taken the path; nil if none has.
  package func matches(_ path: String, route: String?) -> Bool {
    if let prefix { return path.hasPrefix(prefix) || route?.hasPrefix(prefix) == true }
    return text == path || text == route
  }
}
