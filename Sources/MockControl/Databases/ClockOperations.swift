import HTTP
import JSON
import JSONRPC
import Store
import Time

/// What time it is in a database, to set it and to advance it.
///
/// What is due happens by itself: all that ends with time compares its moment with the clock's.
enum ClockOperations {
  static let now = Parameter(
    "now", .maybe(.clockTime), "The moment; null for the system's time; the clock's own if left out")
  static let frozen = Parameter(
    "frozen", .maybe(.flag), "Whether the clock is frozen there (the default) or runs on; alone it freezes or starts it"
  )
  private static let seconds = Parameter(
    "seconds", .whole(in: 0...DatabaseClock.range.upperBound.seconds), "How far to advance it")

  static let shape = Shape<DatabaseClock>.object([
    Field("now", "What time it is") { $0.now.internetDate },
    Field("frozen", "Whether it is frozen") { $0.isFrozen },
  ])

  static let members: [ControlParameter] = [.init(now), .init(frozen)]

  static let show = ControlOperation("Read the clock", answer: shape) { call in
    try call.database().withState { $0.clock }
  }

  static let set = ControlOperation("Set the clock", body: .members(members), answer: shape) { call in
    try call.change(try call.database()) { state in
      try state.set(try clock(call.body, in: state))
      return state.clock
    }
  }

  static let advance = ControlOperation(
    "Advance the clock", body: .members([.init(seconds)]), answer: shape
  ) { call in
    try call.change(try call.database()) { state in
      try state.set(try advanced(state.clock, by: call.body[seconds]))
      return state.clock
    }
  }

  /// The clock that `now` and `frozen` ask for. A clock of the system's time is frozen only if that is said.
  static func clock(_ body: ControlArguments, in state: DatabaseState) throws(Problem) -> DatabaseClock {
    let frozen = body[frozen]
    if let moment = body[now] { return frozen ?? true ? .frozen(at: moment) : .running(from: moment) }
    if body.has(now) { return frozen ?? false ? .frozen(at: DatabaseClock.system.now) : .system }
    guard let frozen else {
      throw Problem(
        .badRequest, "now: required: a moment such as 2017-03-03T12:00:00Z, or null for the system's time")
    }
    return frozen ? .frozen(at: state.now) : state.clock.isFrozen ? .running(from: state.now) : state.clock
  }

  private static func advanced(_ clock: DatabaseClock, by seconds: Int) throws(Problem) -> DatabaseClock {
    guard let advanced = clock.advanced(by: seconds) else {
      throw Problem(
        .badRequest,
        "seconds: \(seconds) seconds after \(clock.now.internetDate) is after the year 9999, the last of a clock")
    }
    return advanced
  }
}
