import Basics
import HTTP
import Instrumentation
import JSON
import JSONRPC

/// What a call is expected to be like; what isn't said doesn't matter.
///
/// It is compared with what was sent, secrets too: only what is shown is masked.
struct CallPattern: Sendable {
  private static let headers = Parameter(
    "headers", .maybe(.object), "Header fields by name, in any letter case: the value, or null for one that isn't there"
  )
  private static let query = Parameter(
    "query", .maybe(.object), "Parameters of the query: the decoded value, or null for one that isn't there")
  private static let status = Parameter(
    "status", .nullable(.whole(in: 100...599)), "The answer's status; null if nothing was answered")
  private static let user = Parameter(
    "user", .nullable(.string), "The login whose session the call had; null if it had none")

  static let members: [ControlParameter] =
    CallTarget.members + [.init(headers), .init(query), .init(status), .init(user)]

  let path: CallPath?
  private let method: String?
  private let params: JSONValue?
  private let headers: [(name: String, value: JSONValue)]
  private let query: [(name: String, value: JSONValue)]
  /// Nil: any; nil within: none.
  private let status: Int??
  private let user: String??
  /// The route that takes the path; nil if none does, or there is no path.
  private let route: String?

  /// Throws a problem for what no call can be like.
  init(_ arguments: ControlArguments, at place: String = "", api: Router) throws(Problem) {
    path = try CallTarget.path(in: arguments, at: place)
    if let path { try CallTarget.check(path, isKnown: false, by: api, at: place) }
    method = try CallTarget.method(in: arguments, at: place)
    params = arguments[CallTarget.params]
    headers = try Self.texts(arguments[Self.headers], "\(place)headers")
    query = try Self.texts(arguments[Self.query], "\(place)query")
    status = arguments.has(Self.status) ? .some(arguments[Self.status]) : nil
    user = arguments.has(Self.user) ? .some(arguments[Self.user]) : nil
    route = path.flatMap { api.pattern(taking: $0.text) }
  }

  private static func texts(_ object: JSONValue?, _ place: String) throws(Problem) -> [(name: String, value: JSONValue)]
  {
    guard let members = object?.members else { return [] }
    var texts: [(name: String, value: JSONValue)] = []
    for (name, value) in members {
      guard value.isNull || value.string != nil else {
        throw Problem(.badRequest, "\(place).\(name): should be a string or null, not \(value)")
      }
      texts.append((name, value))
    }
    return texts
  }

  func matches(_ call: JournalCall) -> Bool { differences(of: call, upTo: 1).isEmpty }

  /// Whether a call that a route took could be as expected, as far as its path says; nil stands for no route.
  func mayMatch(route taken: String?) -> Bool {
    guard let path else { return true }
    guard let prefix = path.prefix else { return route == taken }
    guard let taken else { return true }
    let literal = String(taken.prefix { $0 != "{" })
    return taken.hasPrefix(prefix) || prefix.hasPrefix(literal)
  }

  /// Where the call is not what is expected.
  ///
  /// - Parameter most: how many differences are enough to know.
  func differences(of call: JournalCall, upTo most: Int = .max) -> [CallDifference] {
    let request = call.record.request
    var differences: [CallDifference] = []
    func add(_ name: String, _ expected: CallDifference.Expected, _ actual: CallDifference.Actual) {
      differences.append(CallDifference(at: name, expected: expected, actual: actual))
    }
    if let method, method != request.method { add("method", .text(method), .text(request.method)) }
    if let path, !path.matches(request.path, route: request.route) {
      add("path", .text(path.text), .text(request.path))
    }
    guard differences.count < most else { return differences }
    if let status, call.record.isPending || status != call.record.answer?.status {
      add("status", .init(status), .init(call.record.answer?.status))
    }
    if let user, call.record.isPending || user.map(ExactText.init) != call.record.user.map(ExactText.init) {
      add("user", .init(user), .init(call.record.user))
    }
    guard differences.count < most else { return differences }
    if !headers.isEmpty { differences += Self.differences(headers, FieldBytes.fields(in: request.fields), "headers") }
    if !query.isEmpty { differences += Self.differences(query, call.query, "query") }
    guard differences.count < most, let params else { return differences }
    if let given = call.params {
      differences += given.differences(from: params, at: "params").map(CallDifference.init)
    } else if !call.isReadable, params.count == 0 {
      add("params", .value(params), .absent)
    } else if let members = params.members {
      for (key, expected) in members where !expected.meansAbsence { add("params.\(key)", .value(expected), .absent) }
    }
    return differences
  }

  /// - Parameter kind: whether letter case counts in names: it doesn't in those of header fields.
  private static func differences(
    _ expected: [(name: String, value: JSONValue)], _ actual: [(name: String, value: String)], _ kind: String
  ) -> [CallDifference] {
    expected.compactMap { name, value in
      let values = actual.filter {
        kind == "headers" ? $0.name.lowercased() == name.lowercased() : ExactText($0.name) == ExactText(name)
      }.map(\.value)
      let place = "\(kind).\(name)"
      guard let text = value.string else {
        return values.first.map { CallDifference(at: place, expected: .absent, actual: .text($0)) }
      }
      // A repeated field is a list (RFC 9110, section 5.3); a repeated parameter has each of its values.
      let wanted = ExactText(text)
      if values.contains(where: { ExactText($0) == wanted }) || ExactText(values.joined(separator: ", ")) == wanted {
        return nil
      }
      return CallDifference(
        at: place, expected: .text(text), actual: values.isEmpty ? .absent : .text(values.joined(separator: ", ")))
    }
  }
}

extension ParameterType {
  /// A value or null, which is not the same as left out.
  static func nullable<Wrapped>(_ type: ParameterType<Wrapped>) -> ParameterType<Wrapped?>
  where Argument == Wrapped? {
    ParameterType<Wrapped?>(optional: .orNull(type.schema)) { value, style throws(ArgumentError.Reason) in
      guard let value, !value.isNull else { return nil }
      return try type.read(value, style)
    }
  }
}
