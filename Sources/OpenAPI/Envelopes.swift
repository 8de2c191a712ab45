import JSONRPC

/// What answers look like around their results.
enum Envelopes {
  /// A result in a documented envelope.
  static func documented(_ result: DocumentNode, _ envelope: Envelope) -> DocumentNode {
    switch envelope {
    case .array: ["type": "array", "items": plain(result), "minItems": 1, "maxItems": 1]
    case .object, .versionFirst: plain(result)
    case .none: result
    }
  }

  /// One plain JSON-RPC 2.0 response.
  static func plain(_ result: DocumentNode) -> DocumentNode {
    .closedObject([
      .init("jsonrpc", .constant("2.0")), .init("id", .reference("schemas", "CallID")), .init("result", result),
    ])
  }

  /// The result of a documented failure, and its envelope; nil where the endpoint has none.
  static func failure(_ form: FailureForm) -> (result: DocumentNode, envelope: Envelope)? {
    switch form {
    case .rpcError: nil
    case .message(let envelope): (.reference("schemas", "Failure"), envelope)
    case .field(let envelope): (.reference("schemas", "FieldFailure"), envelope)
    case .errors(let envelope): (.reference("schemas", "FieldFailures"), envelope)
    }
  }

  /// The schemas that operations refer to.
  static let components: [DocumentNode.Member] = [
    .init("CallID", ["description": "The call's id, null where it has none", "type": ["string", "number", "null"]]),
    .init("Failure", .closedObject([status, .init("message", text)])),
    .init("FieldFailure", .closedObject([status, .init("field", text), .init("message", text)])),
    .init(
      "FieldFailures",
      .closedObject([
        status,
        .init(
          "errors",
          [
            "type": "object",
            "additionalProperties": .closedObject([.init("field", text), .init("message", text)]),
          ]),
      ])),
    // Not "Error", which generated clients would have to rename: most languages have a type of that name.
    .init("RPCError", error),
  ]

  private static let text: DocumentNode = ["type": "string"]
  private static let status = DocumentNode.Member("status", .constant("error"))

  /// JSON-RPC 2.0, section 5.1, with Odoo's data.
  private static let error = DocumentNode.closedObject([
    .init("jsonrpc", .constant("2.0")), .init("id", .reference("schemas", "CallID")),
    .init(
      "error",
      .closedObject([
        .init("code", ["type": "integer"]), .init("message", text),
        .init(
          "data",
          .closedObject([
            .init("name", text), .init("message", text),
            .init("arguments", ["type": "array", "items": text]), .init("debug", text),
          ])),
      ])),
  ])
}

/// The answers to requests that no endpoint sees, as the document lists them. Source: docs/http.md.
enum HTTPRefusals {
  /// What any request can be answered.
  static let ofEveryRequest: [DocumentNode.Member] = [
    .init("400", reference), .init("414", reference), .init("421", reference), .init("431", reference),
    .init("503", reference),
  ]

  /// What a request with a body can be answered beside that.
  static let ofBodies: [DocumentNode.Member] = [
    .init("413", reference), .init("415", reference), .init("417", reference),
  ]

  static func response(_ description: String) -> DocumentNode {
    [
      "description": .string(description),
      "content": ["application/json": ["schema": .reference("schemas", "RPCError")]],
    ]
  }

  /// The document's one response of this kind.
  static let component = response("The request is refused before it is a call; the message says what would be right")

  private static let reference = DocumentNode.reference("responses", "Refused")
}
