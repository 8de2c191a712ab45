import Basics
import HTTP
import JSON
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

  /// The same problem with one more member, whose one value `write` writes.
  package func with(_ name: String, _ write: (inout Writer) -> Void) -> Problem {
    var writer = Writer(ByteBuffer(), encoding: .utf8)
    write(&writer)
    var problem = self
    problem.extensions.append(Extension(name: name, json: writer.finish().withBytes { Array($0) }))
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
      self.init(.insufficientStorage, "There is no room for the database: \(error.message). Nothing was changed")
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

  /// The first mistake as text, every one as a member.
  private static func faulty(_ error: ScenarioError) -> Problem {
    let others = error.complaints.count - 1
    let detail = error.complaints.first.map { "\($0)" } ?? "The scenario is faulty"
    return Problem(.unprocessableContent, detail + (others > 0 ? " (and \(others) more)" : ""))
      .with("errors") { writer in
        writer.array { writer in
          for complaint in error.complaints { write(complaint, to: &writer) }
        }
      }
  }

  private static func write(_ complaint: ScenarioProblem, to writer: inout Writer) {
    writer.object { writer in
      writer.key("file")
      writer.string(complaint.file)
      writer.key("table")
      if let table = complaint.table { writer.string(table) } else { writer.null() }
      writer.key("row")
      if let row = complaint.row { writer.integer(row) } else { writer.null() }
      writer.key("column")
      if let column = complaint.column { writer.string(column) } else { writer.null() }
      writer.key("message")
      writer.string(complaint.message)
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
      for member in extensions {
        writer.key(member.name)
        member.json.withUnsafeBytes { writer.raw($0) }
      }
    }
    response.body = writer.finish()
  }
}
