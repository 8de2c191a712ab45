import JSONRPC

/// What answers look like around their results.
enum Envelopes {
  /// A result in the envelope of the server's dialect.
  ///
  /// - Parameter plain: the result in the plain one.
  static func answer(_ result: DocumentNode, plain: DocumentNode, _ envelope: Envelope, in dialect: Dialect)
    -> DocumentNode
  {
    guard dialect == .documented else { return plain }
    return switch envelope {
    case .array: ["type": "array", "items": plain, "minItems": 1, "maxItems": 1]
    case .object, .versionFirst: plain
    case .none: result
    }
  }

  /// One plain JSON-RPC 2.0 response.
  static func plain(_ result: DocumentNode) -> DocumentNode {
    .closedObject([
      .init("jsonrpc", ["const": "2.0"]), .init("id", .reference("schemas", "CallID")), .init("result", result),
    ])
  }

  /// The documented failure in the server's dialect, and its result alone; nil where the endpoint has none.
  static func failure(_ form: FailureForm, in dialect: Dialect) -> (answer: DocumentNode, result: DocumentNode)? {
    let envelope: Envelope
    let result: DocumentNode
    switch form {
    case .rpcError: return nil
    case .message(let own): (envelope, result) = (own, .reference("schemas", "Failure"))
    case .field(let own): (envelope, result) = (own, .reference("schemas", "FieldFailure"))
    case .errors(let own): (envelope, result) = (own, .reference("schemas", "FieldFailures"))
    }
    return (answer(result, plain: plain(result), envelope, in: dialect), result)
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
    .init("Error", error),
  ]

  private static let text: DocumentNode = ["type": "string"]
  private static let status = DocumentNode.Member("status", ["const": "error"])

  /// JSON-RPC 2.0, section 5.1, with Odoo's data.
  private static let error = DocumentNode.closedObject([
    .init("jsonrpc", ["const": "2.0"]), .init("id", .reference("schemas", "CallID")),
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
