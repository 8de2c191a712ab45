import JSON
import JSONRPC

/// What the document says of an endpoint, whatever its calls run in.
package struct Operation: Sendable {
  /// What generated clients call it.
  let name: String
  let path: String
  let summary: String
  let chapter: String
  let since: Revision
  let access: Access
  let parameters: [any ParameterDeclaration]
  let pathParameters: [any ParameterDeclaration]
  let answer: JSONSchema
  let envelope: Envelope
  let failure: FailureForm
  /// Whether the API Reference doesn't list it.
  let isExtension: Bool

  package init<Context>(_ endpoint: Endpoint<Context>, named name: String, chapter: String, isExtension: Bool = false) {
    self.name = name
    path = endpoint.path
    summary = endpoint.summary
    self.chapter = chapter
    since = endpoint.since
    access = endpoint.access
    parameters = endpoint.parameters
    pathParameters = endpoint.pathParameters
    answer = endpoint.answer
    envelope = endpoint.envelope
    failure = endpoint.failure
    self.isExtension = isExtension
  }
}

/// Describes one endpoint in the server's dialect: how it is called and all that it may answer.
struct OperationWriter {
  let operation: Operation
  let format: AnswerFormat
  let isStrict: Bool
  let examples: [Example]

  init(_ operation: Operation, format: AnswerFormat, isStrict: Bool, examples: [Example]) {
    self.operation = operation
    self.format = format
    self.isStrict = isStrict
    self.examples = examples.filter { $0.arguments(of: operation.path) != nil }
  }

  func node() -> DocumentNode {
    let arguments = examples.first?.arguments(of: operation.path) ?? []
    let parameters = operation.pathParameters.enumerated().map { index, parameter in
      DocumentNode.pathParameter(parameter, example: index < arguments.count ? arguments[index] : nil)
    }
    let node: DocumentNode = [
      "operationId": .string(operation.name), "summary": .string(operation.summary),
      "tags": [.string(operation.chapter)],
      "security": operation.access == .everyone ? [] : Security.anyWay,
      "parameters": .array(parameters), "requestBody": requestBody, "responses": .object(responses),
    ]
    return operation.isExtension ? node.adding([.init("x-extension", true)]) : node
  }

  /// The schemas that the operation refers to.
  var components: [DocumentNode.Member] {
    [
      .init("\(operation.name)_params", .params(parameters, isStrict: isStrict)),
      .init("\(operation.name)_call", call),
      .init("\(operation.name)_result", .schema(operation.answer, in: format)),
      .init("\(operation.name)_response", Envelopes.plain(outcome)),
    ]
  }

  /// Those of the revision.
  private var parameters: [any ParameterDeclaration] {
    operation.parameters.filter { $0.revisions.contains(format.revision) }
  }
  private var params: DocumentNode { .reference("schemas", "\(operation.name)_params") }
  private var result: DocumentNode { .reference("schemas", "\(operation.name)_result") }

  /// What the member `result` of a plain answer can be.
  private var outcome: DocumentNode {
    guard let failure = Envelopes.failure(operation.failure) else { return result }
    return ["oneOf": [result, failure.result]]
  }

  private var hasRequired: Bool { parameters.contains(where: \.isRequired) }

  private var call: DocumentNode {
    let node: DocumentNode = [
      "type": "object",
      "properties": [
        "jsonrpc": .constant("2.0"), "id": .reference("schemas", "CallID"), "method": .constant("call"),
        "params": params,
      ],
      "required": .strings(["jsonrpc", "method"] + (hasRequired ? ["params"] : [])),
    ]
    return isStrict ? node.adding([.init("additionalProperties", false)]) : node
  }

  /// A strict server takes enveloped calls only.
  private var requestBody: DocumentNode {
    let call = DocumentNode.reference("schemas", "\(operation.name)_call")
    let batch: DocumentNode = [
      "type": "array", "items": call, "minItems": 1, "maxItems": .integer(BodyReader.longestBatch),
    ]
    let json: DocumentNode = [
      // A call with its envelope can be read as bare params, too.
      "schema": isStrict ? ["oneOf": [call, batch]] : ["anyOf": [call, params, batch]],
      "examples": .object(
        examples.compactMap { example in
          // An example of a refusal may lack what the schema requires.
          guard let call = example.call, isComplete(call) else { return nil }
          return .init(example.key, ["summary": .string(example.name), "value": .value(call)])
        }),
    ]
    let form = isStrict ? [] : [DocumentNode.Member("application/x-www-form-urlencoded", ["schema": params])]
    return [
      "required": .bool(isStrict || hasRequired),
      "content": .object([.init("application/json", json)] + form),
    ]
  }

  private func isComplete(_ call: JSONValue) -> Bool {
    parameters.allSatisfy { !$0.isRequired || call["params"]?[$0.name] != nil }
  }

  private var responses: [DocumentNode.Member] {
    let unknownPath = [DocumentNode.Member("404", HTTPRefusals.response("The path isn't documented"))]
    return [.init("200", answers)] + (operation.pathParameters.isEmpty ? [] : unknownPath)
      + HTTPRefusals.ofEveryRequest + HTTPRefusals.ofBodies
  }

  /// The result and the documented failure, each in its documented envelope.
  private var documented: [DocumentNode] {
    let failure = Envelopes.failure(operation.failure).map { Envelopes.documented($0.result, $0.envelope) }
    return [Envelopes.documented(result, operation.envelope)] + (failure.map { [$0] } ?? [])
  }

  /// The result, the documented failure, a JSON-RPC error; and for a batch the array of their plain envelopes.
  private var answers: DocumentNode {
    let plain: [DocumentNode] = [
      .reference("schemas", "\(operation.name)_response"), .reference("schemas", "RPCError"),
    ]
    let batch: DocumentNode = ["type": "array", "items": ["oneOf": .array(plain)], "minItems": 1]
    let schema: DocumentNode =
      switch format.dialect {
      case .jsonrpc: ["oneOf": .array(plain + [batch])]
      // An answer in an array looks like that of a batch of one.
      case .documented: ["anyOf": .array(documented + [plain[1], batch])]
      }
    return [
      "description": "The result, or why there is none",
      "content": [
        "application/json": [
          "schema": schema,
          "examples": .object(
            examples.map { example in
              let answer = example.answer(of: operation, in: format)
              return .init(example.key, ["summary": .string(example.name), "value": answer])
            }),
        ]
      ],
    ]
  }
}
