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
