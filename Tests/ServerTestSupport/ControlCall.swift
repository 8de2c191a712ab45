import TestSupport
import Testing

/// A call of the control plane: a test's argument.
package struct ControlCall: Sendable, CustomTestStringConvertible {
  package let method: String
  package let path: String
  package let body: String?
  package let type: String?

  package init(_ method: String, _ path: String, _ body: String? = nil, type: String? = "application/json") {
    self.method = method
    self.path = path
    self.body = body
    self.type = body == nil ? nil : type
  }

  /// One of each method, and one that a browser sends without asking first.
  package static let all = [
    ControlCall("GET", "/_mock/scenarios"), ControlCall("GET", "/_mock/databases/nebeus/tables"),
    ControlCall("POST", "/_mock/databases/nebeus/fixtures", #"{"tables":{}}"#),
    ControlCall("POST", "/_mock/databases/nebeus/fixtures", #"{"tables":{}}"#, type: "text/plain"),
    ControlCall("PUT", "/_mock/databases/nebeus/clock", #"{"now":"2017-03-03T12:00:00Z"}"#),
    ControlCall("POST", "/_mock/provider-states", #"{"state":""}"#, type: "text/plain"),
  ]

  package var testDescription: String { "\(method) \(path)" + (type.map { " as \($0)" } ?? "") }

  package func send(by caller: TestCaller) throws -> RawResponse {
    try caller.send(method, path, body, type: type)
  }
}
