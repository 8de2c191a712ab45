import Bytes
import HTTP
import JSON
import Store

/// Why the control plane would not do what it was asked.
///
/// Source: RFC 9457, section 3.
package struct Problem: Error, Sendable, Equatable {
  package let status: Status
  /// What was wrong, where, and what would be right.
  package let detail: String

  package init(_ status: Status, _ detail: String) {
    self.status = status
    self.detail = detail
  }

  /// What an error says of itself; nil for one that nobody foresaw.
  init?(_ error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case let error as DatabaseError: self.init(Problem.status(of: error), "\(error)")
    case let error as ScenarioError: self.init(.unprocessableContent, "\(error)")
    case let error as ParseError: self.init(.badRequest, "The body is not JSON: \(error)")
    default: return nil
    }
  }

  private static func status(of error: DatabaseError) -> Status {
    switch error {
    case .unknownScenario: .badRequest
    case .tooMany: .serviceUnavailable
    case .unknown, .noSnapshot: .notFound
    case .gone: .conflict
    }
  }

  package func write(to response: inout Response) {
    response.status = status
    response.contentType = "application/problem+json"
    var writer = Writer(response.takeBody(), encoding: .utf8)
    writer.object { writer in
      writer.key("type")
      writer.string("about:blank" as StaticString)
      writer.key("title")
      writer.string("\(status.reason)")
      writer.key("status")
      writer.integer(status.rawValue)
      writer.key("detail")
      writer.string(detail)
    }
    response.body = writer.finish()
  }
}
