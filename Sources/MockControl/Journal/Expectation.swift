import HTTP
import JSON
import Store

/// What a test expects to have been called, and how often.
///
/// Params are compared as they were sent, secrets too: only what is shown is masked.
struct Expectation: Sendable {
  static let most = 1_000_000

  private let method: JSONValue?
  private let path: JSONValue?
  private let params: JSONValue?
  let count: ClosedRange<Int>
  let patience: Duration

  /// Throws `Problem` for what can't be expected.
  init(_ request: borrowing Request) throws {
    let body = try ControlBody(request, known: ["method", "path", "params", "count", "within_seconds"])
    params = try body.target().params
    method = body["method"]
    path = body["path"]
    count = try Self.count(body["count"])
    patience = try Self.patience(body["within_seconds"])
  }

  private static func count(_ value: JSONValue?) throws -> ClosedRange<Int> {
    guard let value else { return 1...most }
    let body = try ControlBody(value, of: "count", known: ["min", "max"])
    let min = try body.integer("min", in: 0...most) ?? 0
    let max = try body.integer("max", in: 0...most) ?? most
    guard min <= max else { throw Problem(.badRequest, "count.max: it should not be below min, \(min), and is \(max)") }
    return min...max
  }

  private static func patience(_ value: JSONValue?) throws(Problem) -> Duration {
    guard let value else { return .zero }
    guard let patience = value.number.flatMap(WaitLimit.duration) else {
      throw Problem(.badRequest, "within_seconds: it should be \(WaitLimit.meaning), and is \(value)")
    }
    return patience
  }

  func isMet(by call: JournalCall) -> Bool {
    if let method, method.string != call.record.request.method { return false }
    if let path = path?.string, path != call.record.request.path, path != call.record.request.route { return false }
    guard let params else { return true }
    return call.params?.isLike(params) ?? (call.isReadable && params.count == 0)
  }

  /// Where the call is not what is expected.
  func differences(of call: JournalCall) -> [CallDifference] {
    var differences: [CallDifference] = []
    if let method, method.string != call.record.request.method {
      differences.append(CallDifference(at: "method", expected: method, actual: .text(call.record.request.method)))
    }
    if let path, path.string != call.record.request.path, path.string != call.record.request.route {
      differences.append(CallDifference(at: "path", expected: path, actual: .text(call.record.request.path)))
    }
    guard let params else { return differences }
    if let given = call.params {
      differences += given.differences(from: params, at: "params").map(CallDifference.init)
    } else if let members = params.members {
      differences += members.map { CallDifference(at: "params.\($0.key)", expected: $0.value, actual: .nothing) }
    }
    return differences
  }
}
