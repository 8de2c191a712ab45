import Basics
import JSON
import JSONRPC

/// The OpenAPI document of an HTTP API of resources, such as the control plane.
package struct ResourceDescription: Sendable {
  /// A parameter of a path or a query.
  package struct Parameter: Sendable {
    let name: String
    let place: String
    let meaning: String
    let schema: JSONSchema
    let isRequired: Bool

    /// - Parameter place: `path` or `query`.
    package init(_ name: String, in place: String, _ meaning: String, _ schema: JSONSchema, isRequired: Bool) {
      self.name = name
      self.place = place
      self.meaning = meaning
      self.schema = schema
      self.isRequired = isRequired
    }
  }

  /// An answer by its status; one without a schema has no body.
  package struct Answer: Sendable {
    let status: Int
    let meaning: String
    let schema: JSONSchema?
    let mediaType: String

    package init(
      _ status: Int, _ meaning: String, _ schema: JSONSchema? = nil, mediaType: String = "application/json"
    ) {
      self.mediaType = mediaType
      self.status = status
      self.meaning = meaning
      self.schema = schema
    }
  }

  package struct Operation: Sendable {
    let method: String
    let path: String
    let tag: String
    let summary: String
    let parameters: [Parameter]
    /// What other parameters of the query mean; nil if there may be none.
    let otherQuery: String?
    /// Nil if there is none.
    let body: JSONSchema?
    let isBodyRequired: Bool
    let answers: [Answer]
    let refusals: [(status: Int, meaning: String)]
    /// Whether it needs no token.
    let isOpen: Bool

    package init(
      _ method: String, _ path: String, tag: String, summary: String, parameters: [Parameter], otherQuery: String?,
      body: JSONSchema?, isBodyRequired: Bool, answers: [Answer], refusals: [(status: Int, meaning: String)],
      isOpen: Bool
    ) {
      self.method = method
      self.path = path
      self.tag = tag
      self.summary = summary
      self.parameters = parameters
      self.otherQuery = otherQuery
      self.body = body
      self.isBodyRequired = isBodyRequired
      self.answers = answers
      self.refusals = refusals
      self.isOpen = isOpen
    }

    /// What generated clients call it: method and path in words.
    var name: String {
      let words = path.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.filter { $0 != "mock" }
      return ([method.lowercased()] + words.map(String.init)).joined(separator: "_")
    }
  }

  private let title: String
  private let version: String
  private let text: String
  private let operations: [Operation]
  /// The members of a problem detail.
  private let problem: JSONSchema

  package init(title: String, version: String, text: String, operations: [Operation], problem: JSONSchema) {
    self.title = title
    self.version = version
    self.text = text
    self.operations = operations
    self.problem = problem
  }

  package func write(to writer: inout Writer) {
    node.write(to: &writer)
  }

  private var node: DocumentNode {
    .document(title, version: version, text: text, tags: unique(operations.map(\.tag))).adding([
      .init("security", [["token": []], [:]]),
      .init("paths", .object(unique(operations.map(\.path)).map { path in .init(path, node(of: path)) })),
      .init(
        "components",
        [
          "schemas": ["Problem": openObject(problem)],
          "securitySchemes": ["token": ["type": "http", "scheme": "bearer", "description": "That of --admin-token"]],
        ]),
    ])
  }

  private func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }

  private func node(of path: String) -> DocumentNode {
    .object(
      operations.filter { $0.path == path }.map { .init($0.method.lowercased(), node(of: $0)) })
  }

  private func node(of operation: Operation) -> DocumentNode {
    var members: [DocumentNode.Member] = [
      .init("operationId", .string(operation.name)), .init("tags", [.string(operation.tag)]),
      .init("summary", .string(operation.summary)),
    ]
    if operation.isOpen { members.append(.init("security", [])) }
    let others = operation.otherQuery.map { [other($0)] } ?? []
    members.append(.init("parameters", .array(operation.parameters.map(node(of:)) + others)))
    if let body = operation.body {
      members.append(
        .init(
          "requestBody",
          [
            "required": .bool(operation.isBodyRequired),
            "content": ["application/json": ["schema": .schema(body, in: .jsonrpc)]],
          ]))
    }
    members.append(.init("responses", responses(of: operation)))
    return .object(members)
  }

  private func node(of parameter: Parameter) -> DocumentNode {
    [
      "name": .string(parameter.name), "in": .string(parameter.place), "required": .bool(parameter.isRequired),
      "description": .string(parameter.meaning), "schema": .schema(parameter.schema, in: .jsonrpc),
    ]
  }

  /// Parameters whose names are data.
  private func other(_ meaning: String) -> DocumentNode {
    [
      "name": "filters", "in": "query", "required": false, "description": .string(meaning), "style": "form",
      "explode": true, "schema": ["type": "object", "additionalProperties": ["type": "string"]],
    ]
  }

  private func responses(of operation: Operation) -> DocumentNode {
    let answers = operation.answers.map { answer -> DocumentNode.Member in
      let description: DocumentNode = ["description": .string(answer.meaning)]
      guard let schema = answer.schema else { return .init("\(answer.status)", description) }
      return .init(
        "\(answer.status)",
        description.adding([
          .init("content", .object([.init(answer.mediaType, ["schema": .schema(schema, in: .jsonrpc)])]))
        ]))
    }
    let refusals = operation.refusals.map { DocumentNode.Member("\($0.status)", refusal($0.meaning)) }
    let rest = DocumentNode.Member(
      "default", refusal("The request is refused before it reaches the operation, or the server failed"))
    return .object(answers + refusals + [rest])
  }

  private func refusal(_ meaning: String) -> DocumentNode {
    [
      "description": .string(meaning),
      "content": ["application/problem+json": ["schema": .reference("schemas", "Problem")]],
    ]
  }

  /// An object that may have more members than those that are described.
  private func openObject(_ schema: JSONSchema) -> DocumentNode {
    guard case .object(let members) = DocumentNode.schema(schema, in: .jsonrpc) else { return [:] }
    return .object(members.filter { $0.key != "additionalProperties" })
  }
}
