import HTTP
import Instrumentation
import JSON
import JSONRPC

/// Reads the order of a fault.
///
/// Source: docs/control.md, Faults.
enum FaultParser {
  private static let most = 1_000_000_000

  private static let id = Parameter("id", .maybe(.string), "The id in the path; it may be repeated here")
  private static let after = Parameter("after", .maybe(.whole(in: 0...most)), "How many matching calls pass first (0)")
  private static let times = Parameter("times", .maybe(.whole(in: 1...most)), "To how many calls it is applied (all)")
  private static let probability = Parameter(
    "probability", .maybe(.probability), "From 0 to 1, drawn from the database's randomness: repeatable with a seed")
  private static let delay = Parameter(
    "delay_ms", .maybe(.delay),
    "Delay in milliseconds, an hour at most; `{\"min\": …, \"max\": …}` is drawn for each call. Alone, or with one of the members below"
  )
  private static let status = Parameter(
    "status", .maybe(.whole(in: 200...599)), "Answers with this status and an empty body")
  private static let body = Parameter(
    "body", .maybe(.any), "The body for `status`: a string is sent as text, any other value as JSON")
  private static let code = Parameter("error.code", .whole(in: -most...most), "A JSON-RPC error's code")
  private static let message = Parameter(
    "error.message", .string, "Its message; the answer has the call's id, and an error for each call of a batch")
  private static let reset = Parameter(
    "reset", .maybe(.flag), "`true`: the connection is reset, and nothing is answered")
  private static let truncate = Parameter(
    "truncate", .maybe(.whole(in: 0...most)),
    "The real answer, cut after this number of bytes of its body; then the connection ends")
  private static let pace = Parameter(
    "slow_bytes_per_second", .maybe(.whole(in: 1...most)), "The real answer with its header section, at this rate")
  private static let headers = Parameter(
    "headers", .maybe(.object),
    "Header fields of the answer, instead of those with the same name: a string each, or a list of strings")
  private static let when = Parameter(
    "when", .maybe(.choice(of: Fault.Phase.self)),
    "`before` (the default): the call isn't made, or only after a delay; `after`: the call is made, then the fault is applied"
  )

  static let members: [ControlParameter] =
    [.init(id)] + CallTarget.members + [
      .init(after), .init(times), .init(probability), .init(delay), .init(status), .init(body), .init(code),
      .init(message), .init(reset), .init(truncate), .init(pace), .init(headers), .init(when),
    ]

  private static let kinds = ["status", "error", "reset", "truncate", "slow_bytes_per_second"]

  /// The fault that an order describes. Throws `Problem`, which names the member that is wrong.
  static func fault(_ id: String, _ order: JSONValue, api: Router) throws(Problem) -> Fault {
    try check(id: id)
    let arguments = try ControlArguments(order, members, as: "the fault")
    if let given = arguments[self.id], given != id {
      throw Problem(.badRequest, "id: should be the id in the path, \(id), not \"\(given)\"")
    }
    let path = try CallTarget.path(in: arguments)
    if let path { try CallTarget.check(path, isKnown: true, by: api) }
    let fields = try fields(arguments[headers])
    let action = try action(arguments, order, hasOther: arguments[delay] != nil || !fields.isEmpty)
    if case .reset = action, !fields.isEmpty { throw Problem(.badRequest, "headers: can't be combined with reset") }
    return Fault(
      id: id, order: order,
      target: FaultTarget(
        path: path, method: try CallTarget.method(in: arguments), params: arguments[CallTarget.params]),
      after: arguments[after] ?? 0, times: arguments[times], probability: arguments[probability],
      delay: arguments[delay], action: action, fields: fields, when: arguments[when] ?? .before)
  }

  private static func check(id: String) throws(Problem) {
    let isPlain = id.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
      default: false
      }
    }
    guard isPlain, (1...63).contains(id.utf8.count) else {
      throw Problem(.badRequest, "invalid fault id \"\(id.prefix(80))\": use 1 to 63 of a-z, A-Z, 0-9, -, _ and .")
    }
  }

  private static func action(
    _ arguments: ControlArguments, _ order: JSONValue, hasOther: Bool
  ) throws(Problem) -> Fault.Action {
    let given = kinds.filter { order[$0].map { !$0.isNull } ?? false }
    guard given.count <= 1 else {
      throw Problem(.badRequest, "\(given[1]): can't be combined with \(given[0]); delay_ms can")
    }
    let content = arguments[body]
    if content != nil, given != ["status"] { throw Problem(.badRequest, "body: allowed with status only") }
    if let status = arguments[status] {
      guard content == nil || (status != 204 && status != 304) else {
        throw Problem(.badRequest, "body: an answer of status \(status) has none (RFC 9110, section 6.4.1)")
      }
      return .status(status, body: content.map { content in content.string.map { .text($0) } ?? .json(content) })
    }
    if given == ["error"] { return .error(code: arguments[code], message: arguments[message]) }
    if let isReset = arguments[reset] {
      guard isReset else { throw Problem(.badRequest, "reset: should be true, or left out") }
      return .reset
    }
    if let length = arguments[truncate] { return .truncate(length) }
    if let pace = arguments[pace] { return .drip(pace) }
    guard hasOther else {
      let all = (["delay_ms"] + kinds + ["headers"]).joined(separator: ", ")
      throw Problem(.badRequest, "the fault: should have one of \(all)")
    }
    return .none
  }

  /// Names and values of header fields. Those that frame the answer are the server's own.
  private static func fields(_ headers: JSONValue?) throws(Problem) -> [(name: String, value: String)] {
    guard let members = headers?.members else { return [] }
    var fields: [(name: String, value: String)] = []
    for (name, value) in members {
      guard FieldName(name) != nil else {
        throw Problem(.badRequest, "headers: \"\(name.prefix(80))\" can't be a field's name (RFC 9110, section 5.1)")
      }
      guard !["content-length", "transfer-encoding", "connection"].contains(name.lowercased()) else {
        throw Problem(.badRequest, "headers.\(name): set by the server; truncate sends less than is announced")
      }
      for value in value.array ?? [value] {
        guard let text = value.string, !text.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else {
          throw Problem(
            .badRequest,
            "headers.\(name): should be a string without control characters, or a list of them, not \(value)")
        }
        fields.append((name, text))
      }
    }
    return fields
  }
}

extension ParameterType where Argument == Probability {
  static var probability: ParameterType {
    .value(.number, "a number from 0 to 1 of at most nine decimals") { $0.number.flatMap(Probability.init) }
  }
}

extension ParameterType where Argument == Fault.Delay {
  /// Milliseconds, an hour at most.
  static var delay: ParameterType {
    let range = 1...3_600_000
    func bound(_ name: String) -> JSONSchema.Property {
      .init(name: name, meaning: "Milliseconds", schema: .wholeNumber(in: range), isOptional: false)
    }
    let schema = JSONSchema.anyOf([.wholeNumber(in: range), .object([bound("min"), bound("max")])])
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound), or an object of such min and max"
    return .value(schema, expected) { value in
      let (min, max) =
        value.kind == .object ? (value["min"]?.integer, value["max"]?.integer) : (value.integer, value.integer)
      guard let min, let max, min <= max, range.contains(min), range.contains(max) else { return nil }
      guard value.kind != .object || value.count == 2 else { return nil }
      return Fault.Delay(.milliseconds(min), .milliseconds(max))
    }
  }
}
