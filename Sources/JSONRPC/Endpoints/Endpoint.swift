import JSON

/// All there is to say about an endpoint, in one value: what it is called, takes, answers, refuses and does.
///
/// From it come the route, the check of the params, the answer and its description.
package struct Endpoint<Context: CallScope>: Sendable {
  /// As the reference writes it: `/partner/dashboard`.
  package let path: String
  package let summary: String
  /// The first revision of the reference that has it.
  package let since: Revision
  package let access: Access
  package let effect: Effect
  package let parameters: [any ParameterDeclaration]
  /// Those that stand in the path, as `{name}`, in the path's order.
  package let pathParameters: [any ParameterDeclaration]
  package let answer: JSONSchema
  package let envelope: Envelope
  package let failure: FailureForm
  let run: @Sendable (Arguments, Context, inout AnswerWriter) throws -> Void

  /// - Parameter handle: gets the decoded arguments, returns what `answer` writes, or throws a `Refusal`.
  package init<Answer>(
    _ path: String, summary: String, since: Revision = .first, access: Access, effect: Effect = .reads,
    parameters: [any ParameterDeclaration] = [], pathParameters: [any ParameterDeclaration] = [],
    answer: Shape<Answer>, envelope: Envelope, failure: FailureForm = .rpcError,
    handle: @escaping @Sendable (Arguments, Context) throws -> Answer
  ) {
    self.path = path
    self.summary = summary
    self.since = since
    self.access = access
    self.effect = effect
    self.parameters = parameters
    self.pathParameters = pathParameters
    self.answer = answer.schema
    self.envelope = envelope
    self.failure = failure
    run = { arguments, context, writer in try answer.write(try handle(arguments, context), &writer) }
  }

  /// The parameters that the endpoint has in a revision.
  package func parameters(in revision: Revision) -> [any ParameterDeclaration] {
    parameters.filter { $0.since <= revision }
  }
}
