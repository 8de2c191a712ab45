import JSON
import JSONRPC

/// The description of an API, as OpenAPI 3.1 has it. Source: https://spec.openapis.org/oas/v3.1.0
package struct Description: Sendable {
  package var title: String
  package var version: String
  /// What holds for every operation, in CommonMark.
  package var text: String
  package var format: AnswerFormat
  package var isStrict: Bool
  package var security: Security
  package var chapters: [String]
  package var operations: [Operation]
  package var images: [ImageOperation]
  package var examples: [Example]

  package init(
    title: String, version: String, text: String, format: AnswerFormat, isStrict: Bool,
    security: Security, chapters: [String], operations: [Operation], images: [ImageOperation], examples: [Example]
  ) {
    self.title = title
    self.version = version
    self.text = text
    self.format = format
    self.isStrict = isStrict
    self.security = security
    self.chapters = chapters
    self.operations = operations
    self.images = images
    self.examples = examples
  }

  package func write(to writer: inout Writer) {
    node.write(to: &writer)
  }

  private var node: DocumentNode {
    let writers = operations.filter { $0.since <= format.revision }.map { operation in
      OperationWriter(operation, format: format, isStrict: isStrict, examples: examples)
    }
    return .document(title, version: version, text: text, tags: chapters).adding([
      .init("paths", .object(paths(writers))),
      .init(
        "components",
        [
          "schemas": .object(Envelopes.components + writers.flatMap(\.components)),
          "responses": ["Refused": HTTPRefusals.component],
          "securitySchemes": security.schemes,
        ]),
    ])
  }

  /// Chapter by chapter, the images of a chapter after its calls.
  private func paths(_ writers: [OperationWriter]) -> [DocumentNode.Member] {
    chapters.flatMap { chapter in
      writers.filter { $0.operation.chapter == chapter }.map { .init($0.operation.path, ["post": $0.node()]) }
        + images.filter { $0.chapter == chapter }.map { .init($0.path, ["get": $0.node()]) }
    }
  }
}

/// How a call brings its session: by a cookie, a header or a query parameter.
package struct Security: Sendable {
  private let name: String
  private let field: String

  /// - Parameters:
  ///   - name: the cookie's and the query parameter's.
  ///   - field: the header's.
  package init(name: String, field: String) {
    self.name = name
    self.field = field
  }

  var schemes: DocumentNode {
    [
      "cookie": [
        "type": "apiKey", "in": "cookie", "name": .string(name), "description": "The cookie that signing in sets",
      ],
      "header": [
        "type": "apiKey", "in": "header", "name": .string(field),
        "description": "The session_id that signing in answers",
      ],
      "query": [
        "type": "apiKey", "in": "query", "name": .string(name), "description": "The session_id that signing in answers",
      ],
    ]
  }

  /// Any of them will do.
  static let anyWay: DocumentNode = [["cookie": []], ["header": []], ["query": []]]
}
