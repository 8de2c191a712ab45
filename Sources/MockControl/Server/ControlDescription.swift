import Basics
import HTTP
import JSON
import JSONRPC
import OpenAPI

/// The OpenAPI document of the control plane, made from the table of its routes.
package enum ControlDescription {
  package static func document() -> ByteBuffer {
    let description = ResourceDescription(
      title: "Nebeus mock: control plane", version: Version.version, text: text,
      operations: ControlRoutes.table.map(operation), problem: Problem.shape.schema)
    var writer = Writer(ByteBuffer(), encoding: .utf8)
    description.write(to: &writer)
    return writer.finish()
  }

  /// The members or query parameters that a call reads, in order; those of a member as `count.min`.
  package static func members(
    _ method: String, _ path: String
  ) -> [(name: String, schema: JSONSchema, meaning: String)] {
    guard let row = ControlRoutes.table.first(where: { $0.method.name == method && $0.path == path }) else { return [] }
    return row.operation.parameters.map { ($0.name, $0.schema, $0.meaning) }
  }

  private static let text = """
    What a test does to the server itself: databases, clocks, sessions, snapshots, journal, outbox, faults, tables.

    A refusal is a problem detail (RFC 9457). A member or query parameter that a call doesn't know is refused. With \
    `--admin-token` every call but the health check needs `Authorization: Bearer TOKEN`.
    """

  private static func operation(_ row: ControlRoute) -> ResourceDescription.Operation {
    let operation = row.operation
    let path = ControlRoute.pathParameters.filter { row.path.holds("{\($0.name)}") }
      .map { ResourceDescription.Parameter($0.name, in: "path", $0.meaning, $0.schema, isRequired: true) }
    let query = operation.query
      .map { ResourceDescription.Parameter($0.name, in: "query", $0.meaning, $0.schema, isRequired: $0.isRequired) }
    let missing = path.isEmpty ? [] : [(404, "There is nothing of that name")]
    let refusals =
      [(400, "Something is wrong with the path, the query or the body")] + missing
      + operation.refusals.map { ($0.status.rawValue, $0.when) }
    return ResourceDescription.Operation(
      row.method.name, row.path, tag: tag(of: row.path), summary: operation.summary, parameters: path + query,
      otherQuery: operation.otherQuery, body: operation.bodySchema, isBodyRequired: operation.isBodyRequired,
      answers: operation.answers.map {
        .init($0.status.rawValue, "\($0.status.reason)", $0.schema, mediaType: $0.mediaType)
      },
      refusals: refusals, isOpen: row.isOpen)
  }

  /// What the path is about: its last word that is no parameter, of those that name a resource.
  private static func tag(of path: String) -> String {
    let words = path.split(separator: "/").filter { !$0.contains("{") && $0 != "_mock" }
    if words.first != "databases" { return "server" }
    return words.count > 1 ? String(words[1]) : "databases"
  }
}

extension ControlOperation {
  /// What the query and the body may have.
  fileprivate var parameters: [ControlParameter] {
    switch body {
    case .none: query
    case .members(let members): query + members
    case .document(let members, _, _): query + members
    }
  }

  /// The body's schema; nil if it has none.
  var bodySchema: JSONSchema? {
    switch body {
    case .none: nil
    case .members(let members): ControlParameter.schema(of: members)
    case .document(_, let schema, _): schema
    }
  }

  var isBodyRequired: Bool {
    switch body {
    case .none: false
    case .members(let members): members.contains { $0.isRequired && !$0.name.contains(".") }
    case .document: true
    }
  }
}
