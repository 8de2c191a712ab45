import HTTP
import Instrumentation
import JSON
import Store

/// Reads the order of a fault.
///
/// Source: docs/control.md, Faults.
package enum FaultParser {
  private static let target = ["path", "method", "params", "after", "times", "probability"]
  private static let kinds = ["status", "error", "reset", "truncate", "slow_bytes_per_second"]
  /// The id stands in the path; it may be said again.
  private static let members = ["id"] + target + ["delay_ms"] + kinds + ["body", "when"]

  private static let most = 1_000_000_000
  /// An hour.
  private static let longestDelay = 3_600_000

  /// The fault that an order says. Throws `Problem`, which names the member that is wrong.
  package static func fault(_ id: String, _ order: JSONValue) throws -> Fault {
    try checkID(id)
    let body = try ControlBody(order, named: "A fault", known: members)
    if let said = try body.string("id"), said != id {
      throw Problem(.badRequest, "id: it should be the id in the path, \(id), and is \"\(said)\"")
    }
    let delay = try body.integer("delay_ms", in: 1...longestDelay)
    let action = try action(body, isDelayed: delay != nil)
    return Fault(
      id: id, order: order, target: try body.target(), after: try body.integer("after", in: 0...most) ?? 0,
      times: try body.integer("times", in: 1...most), probability: try probability(body),
      delay: delay.map { Fault.Delay(.milliseconds($0), .milliseconds($0)) }, action: action, when: try when(body))
  }

  private static func checkID(_ id: String) throws(Problem) {
    let isPlain = id.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
      default: false
      }
    }
    guard isPlain, (1...63).contains(id.utf8.count) else {
      throw Problem(.badRequest, "\(id): a fault's id is 1 to 63 of a-z, A-Z, 0-9, -, _ and .")
    }
  }

  private static func probability(_ body: ControlBody) throws(Problem) -> Probability? {
    guard let value = body["probability"] else { return nil }
    guard let probability = value.number.flatMap(Probability.init) else {
      throw Problem(
        .badRequest, "probability: it should be a number from 0 to 1 of at most nine decimals, and is \(value)")
    }
    return probability
  }

  private static func when(_ body: ControlBody) throws(Problem) -> Fault.Phase {
    guard let text = try body.string("when") else { return .before }
    guard let moment = Fault.Phase(rawValue: text) else {
      throw Problem(.badRequest, "when: it should be before or after, and is \"\(text)\"")
    }
    return moment
  }

  private static func action(_ body: ControlBody, isDelayed: Bool) throws -> Fault.Action {
    let given = kinds.filter { body[$0] != nil }
    guard given.count <= 1 else {
      throw Problem(.badRequest, "\(given[1]): it can't go with \(given[0]); a delay_ms can")
    }
    if body["body"] != nil, given != ["status"] { throw Problem(.badRequest, "body: it goes with status only") }
    switch given.first {
    case "status": return try status(body)
    case "error": return try error(body)
    case "reset":
      guard try body.bool("reset") == true else {
        throw Problem(.badRequest, "reset: it should be true, or be left out")
      }
      return .reset
    case "truncate": return .truncate(try body.integer("truncate", in: 0...most) ?? 0)
    case "slow_bytes_per_second": return .drip(try body.integer("slow_bytes_per_second", in: 1...most) ?? 1)
    default:
      guard isDelayed else {
        throw Problem(
          .badRequest, "A fault has one of \((["delay_ms"] + kinds).joined(separator: ", ")): this has none")
      }
      return .none
    }
  }

  private static func status(_ body: ControlBody) throws(Problem) -> Fault.Action {
    let status = try body.require(try body.integer("status", in: 200...599), "status")
    guard let content = body["body"] else { return .status(status, body: nil) }
    guard status != 204, status != 304 else {
      throw Problem(.badRequest, "body: an answer of status \(status) has none (RFC 9110, section 6.4.1)")
    }
    return .status(status, body: content.string.map { .text($0) } ?? .json(content))
  }

  private static func error(_ body: ControlBody) throws -> Fault.Action {
    let error = try ControlBody(try body.require(body["error"], "error"), of: "error", known: ["code", "message"])
    return .error(
      code: try error.require(try error.integer("code", in: -most...most), "code"),
      message: try error.require(try error.string("message"), "message"))
  }
}
