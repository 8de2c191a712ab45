import JSONRPC

/// What the document says of an endpoint, whatever its calls run in.
package struct Operation: Sendable {
  /// What generated clients call it.
  let name: String
  let path: String
  let summary: String
  let chapter: String
  let access: Access
  let parameters: [ParameterDeclaration]
  let pathParameters: [ParameterDeclaration]
  let answer: JSONSchema
  let envelope: Envelope
  let failure: FailureForm

  package init<Context>(_ endpoint: Endpoint<Context>, named name: String, chapter: String) {
    self.name = name
    path = endpoint.path
    summary = endpoint.summary
    self.chapter = chapter
    access = endpoint.access
    parameters = endpoint.parameters
    pathParameters = endpoint.pathParameters
    answer = endpoint.answer
    envelope = endpoint.envelope
    failure = endpoint.failure
  }
}
