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
