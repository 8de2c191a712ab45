import HTTP
import JSON
import JSONRPC

/// What a test expects to have been called.
struct Expectation: Sendable {
  enum Demand: Sendable {
    /// So many calls like the one pattern.
    case count(ClosedRange<Int>)
    /// For each pattern a call of its own, in the order of the patterns if so said.
    case each(inOrder: Bool)
  }

  static let most = 1_000_000

  private static let min = Parameter("count.min", .maybe(.whole(in: 0...most)), "The least number of calls (0)")
  private static let max = Parameter("count.max", .maybe(.whole(in: 0...most)), "The greatest number of calls")
  private static let patterns = Parameter(
    "patterns", .maybe(.patterns), "Several such patterns, each for a different call, instead of one with a `count`")
  private static let inOrder = Parameter(
    "in_order", .maybe(.flag), "Whether the calls must be in the order of the patterns")
  private static let wait = Parameter(
    "within_seconds", .maybe(.seconds), "How long to wait until the expectation is met")

  static let members: [ControlParameter] =
    CallPattern.members + [.init(min), .init(max), .init(patterns), .init(inOrder), .init(wait)]

  let patterns: [CallPattern]
  let demand: Demand
  let patience: Duration

  /// Throws `Problem` for what can't be expected.
  init(_ body: ControlArguments, api: Router) throws(Problem) {
    patience = body[Self.wait] ?? .zero
    guard let patterns = body[Self.patterns] else {
      guard body[Self.inOrder] == nil else { throw Problem(.badRequest, "in_order: allowed with patterns only") }
      self.patterns = [try CallPattern(body, api: api)]
      demand = .count(try Self.count(body))
      return
    }
    guard !patterns.isEmpty else { throw Problem(.badRequest, "patterns: should have one at least") }
    let others = CallPattern.members.map(\.name).filter { body.has(named: $0) }
    if let other = body.has(named: "count") ? "count" : others.first {
      throw Problem(.badRequest, "\(other): can't be combined with patterns, each of which has its own")
    }
    var read: [CallPattern] = []
    for (index, pattern) in patterns.enumerated() {
      let place = "patterns[\(index)]."
      let arguments = try ControlArguments(pattern, CallPattern.members, at: place, as: "patterns[\(index)]")
      read.append(try CallPattern(arguments, at: place, api: api))
    }
    self.patterns = read
    demand = .each(inOrder: body[Self.inOrder] ?? false)
  }

  private static func count(_ body: ControlArguments) throws(Problem) -> ClosedRange<Int> {
    guard body.has(named: "count") else { return 1...most }
    let (min, max) = (body[min] ?? 0, body[max] ?? most)
    guard min <= max else { throw Problem(.badRequest, "count.max: should not be below min, \(min), and is \(max)") }
    return min...max
  }
}

extension ParameterType where Argument == [JSONValue] {
  fileprivate static var patterns: ParameterType {
    let most = 100
    return .value(.list(of: ControlParameter.schema(of: CallPattern.members)), "a list of at most \(most) patterns") {
      value in value.array.flatMap { $0.count <= most ? $0 : nil }
    }
  }
}
