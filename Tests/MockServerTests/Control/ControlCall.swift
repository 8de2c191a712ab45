import TestSupport
import Testing

/// A call of the control plane: a test's argument.
struct ControlCall: Sendable, CustomTestStringConvertible {
  let method: String
  let path: String
  let body: String?
  let type: String?

  init(_ method: String, _ path: String, _ body: String? = nil, type: String? = "application/json") {
    self.method = method
    self.path = path
    self.body = body
    self.type = body == nil ? nil : type
  }

  /// One of each method, and one that a browser sends without asking first.
  static let all = [
    ControlCall("GET", "/_mock/scenarios"), ControlCall("GET", "/_mock/databases/nebeus/tables"),
    ControlCall("POST", "/_mock/databases/nebeus/fixtures", #"{"tables":{}}"#),
    ControlCall("POST", "/_mock/databases/nebeus/fixtures", #"{"tables":{}}"#, type: "text/plain"),
    ControlCall("PUT", "/_mock/databases/nebeus/clock", #"{"now":"2017-03-03T12:00:00Z"}"#),
    ControlCall("POST", "/_mock/provider-states", #"{"state":""}"#, type: "text/plain"),
  ]

  var testDescription: String { "\(method) \(path)" + (type.map { " as \($0)" } ?? "") }

  func send(by caller: TestCaller) throws -> RawResponse {
    try caller.send(method, path, body, type: type)
  }
}
