import HTTP
import JSON
import Store

/// `/_mock/databases/NAME/clock`: what time it is there, to set it and to let it advance.
///
/// What is due happens by itself: all that ends with time compares its moment with the clock's.
struct ClockRoutes: Sendable {
  let gate: ControlRouter

  func routes() -> [Route] {
    [
      gate.route(.get, inDatabase: "/clock") { database, _, response in
        let clock = try database.withState { $0.clock }
        Self.write(clock, to: &response)
      },
      gate.route(.put, inDatabase: "/clock") { database, request, response in
        let body = try ControlBody(request, known: ["now", "frozen"])
        let clock = try database.withState { state in
          try state.set(try Self.clock(body, from: state.clock))
          return state.clock
        }
        Self.write(clock, to: &response)
      },
      gate.route(.post, inDatabase: "/clock/advance") { database, request, response in
        let body = try ControlBody(request, known: ["seconds"])
        let farthest = DatabaseClock.range.upperBound.seconds
        let seconds = try body.require(try body.integer("seconds", in: 0...farthest), "seconds")
        let clock = try database.withState { state in
          try state.set(try Self.advance(state.clock, by: seconds))
          return state.clock
        }
        Self.write(clock, to: &response)
      },
    ]
  }

  /// The clock that a body asks for: `now` is the moment, null for the system's time, or left out for the clock's own;
  /// it stands there unless `frozen` says that it runs on. A clock of the system's time stands only if that is said.
  static func clock(_ body: ControlBody, from current: DatabaseClock) throws -> DatabaseClock {
    let frozen = try body.bool("frozen")
    if let moment = try body.clockMoment("now") {
      return frozen ?? true ? .frozen(at: moment) : .running(from: moment)
    }
    if body.has("now") { return frozen ?? false ? .frozen(at: DatabaseClock.system.now) : .system }
    guard let frozen else {
      throw Problem(.badRequest, "now: it is needed: a moment such as 2017-03-03T12:00:00Z, or null for the system's")
    }
    return frozen ? .frozen(at: current.now) : current.isFrozen ? .running(from: current.now) : current
  }

  private static func advance(_ clock: DatabaseClock, by seconds: Int) throws(Problem) -> DatabaseClock {
    guard let advanced = clock.advanced(by: seconds) else {
      throw Problem(
        .badRequest, "seconds: \(seconds) seconds after \(clock.now.internetDate) is past the year 9999, a clock's last"
      )
    }
    return advanced
  }

  private static func write(_ clock: DatabaseClock, to response: inout Response) {
    response.answer { writer in
      writer.object { writer in
        writer.key("now")
        writer.string(clock.now.internetDate)
        writer.key("frozen")
        writer.bool(clock.isFrozen)
      }
    }
  }
}
