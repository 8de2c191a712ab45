import Basics
import HTTP
import JSON
import JSONRPC
import OdooHTTP
import SQLite
import Store

/// Why the control plane would not do what it was asked.
///
/// Source: RFC 9457, section 3.
package struct Problem: Error, Sendable, Equatable {
  package let status: Status
  /// What was wrong, where, and what would be right.
  package let detail: String
  /// What a program can read of it, each a value in JSON. Source: RFC 9457, section 3.2, "Extension members".
  private var extensions: [Extension] = []

  private struct Extension: Sendable, Equatable {
    let name: String
    let json: [UInt8]
  }

  package init(_ status: Status, _ detail: String) {
    self.status = status
    self.detail = detail
  }

  /// The same problem with one more member, whose value `shape` writes.
  func with<Content>(_ name: String, _ shape: Shape<Content>, _ content: Content) throws -> Problem {
    var problem = self
    problem.extensions.append(Extension(name: name, json: try shape.json(of: content)))
    return problem
  }

  /// What an error says of itself; nil for one that nobody foresaw.
  init?(_ error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case let error as DatabaseNameError: self.init(.badRequest, "\(error)")
    case let error as DatabaseError: self.init(Problem.status(of: error), error.advice)
    case let error as ScenarioError: self = Problem.faulty(error)
    case let error as TableError:
      let status: Status = if case .noTable = error { .notFound } else { .badRequest }
      self.init(status, "\(error)")
    case let error as DataError where error.isOutOfSpace:
      self.init(.insufficientStorage, "\(error). Nothing was changed")
    case let error as DataError where error.isFaultyFile: self.init(.unprocessableContent, "\(error)")
    case let error as SchemaError: self.init(.unprocessableContent, "\(error)")
    case let error as SQLiteError where error.isOutOfSpace:
      self.init(.insufficientStorage, error.storageProblem ?? error.message)
    case let error as ParseError: self.init(.badRequest, "the body is not JSON: \(error)")
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

  /// The first mistake as text, every one as a member.
  private static func faulty(_ error: ScenarioError) -> Problem {
    let others = error.problems.count - 1
    let detail = error.problems.first.map { "\($0)" } ?? "the scenario is faulty"
    let problem = Problem(.unprocessableContent, detail + (others > 0 ? " (and \(others) more)" : ""))
    return (try? problem.with("errors", .list(of: mistakes), error.problems)) ?? problem
  }

  private static let mistakes: [Field<ScenarioProblem>] = [
    Field("file", "The scenario's file") { $0.file },
    Field(nullable: "table", "The table") { $0.table },
    Field(nullable: "row", "The row in the file, from 1") { $0.row },
    Field(nullable: "column", "The column") { $0.column },
    Field("message", "What is wrong") { $0.message },
  ]

  package func write(to response: inout Response) {
    response.status = status
    response.contentType = "application/problem+json"
    var writer = AnswerWriter(Writer(response.takeBody(), encoding: .utf8), .jsonrpc)
    // Writing texts and numbers fails never.
    try? Self.shape.write(self, &writer)
    response.body = writer.finish().finish()
  }

  private static let fields: [Field<Problem>] = [
    Field("type", "Always about:blank") { _ in "about:blank" },
    Field("title", "The status in words") { "\($0.status.reason)" },
    Field("status", "The status") { $0.status.rawValue },
    Field("detail", "What was wrong, where, and what would be right") { $0.detail },
  ]

  /// The members of a problem; those that only some have follow.
  static let shape = Shape<Problem>(schema: .object(fields.map(\.property))) { problem, writer in
    writer.json.beginObject()
    for field in fields { try field.writer(problem, &writer) }
    for member in problem.extensions {
      writer.json.key(member.name)
      member.json.withBytes { writer.json.raw($0) }
    }
    writer.json.endObject()
  }
}

extension DatabaseError {
  /// What it says, with the call or option that helps if there is one.
  package var advice: String {
    switch self {
    case .unknownScenario, .gone: "\(self)"
    case .tooMany: "\(self) (--max-databases)"
    case .unknown(let name): "\(self): PUT /_mock/databases/\(name) makes it, and so does its first API call"
    case .noSnapshot(let name, let database):
      "\(self): PUT /_mock/databases/\(database)/snapshots/\(name) keeps one"
    }
  }
}
