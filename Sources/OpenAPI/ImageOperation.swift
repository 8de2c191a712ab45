import JSONRPC

/// What the document says of an image that is served by GET.
package struct ImageOperation: Sendable {
  /// What generated clients call it.
  let name: String
  let path: String
  let summary: String
  let chapter: String
  let mediaType: String
  let parameter: any ParameterDeclaration
  /// What an unknown argument is answered.
  let missing: String

  package init(
    name: String, path: String, summary: String, chapter: String, mediaType: String,
    parameter: any ParameterDeclaration,
    missing: String
  ) {
    self.name = name
    self.path = path
    self.summary = summary
    self.chapter = chapter
    self.mediaType = mediaType
    self.parameter = parameter
    self.missing = missing
  }

  func node() -> DocumentNode {
    let found: DocumentNode = [
      "description": "The picture",
      "headers": [
        "ETag": ["description": "Strong, from the picture's content", "schema": ["type": "string"]],
        "Cache-Control": ["description": "How long it may be kept", "schema": ["type": "string"]],
      ],
      "content": .object([.init(mediaType, [:])]),
    ]
    return [
      "operationId": .string(name), "summary": .string(summary), "tags": [.string(chapter)],
      "security": [], "parameters": [.pathParameter(parameter, example: nil)],
      "responses": .object(
        [
          .init("200", found), .init("304", ["description": "The caller has the picture already (If-None-Match)"]),
          .init("404", HTTPRefusals.response(missing)),
        ] + HTTPRefusals.ofEveryRequest),
    ]
  }
}
