import JSON

extension Endpoint {
  /// Answers what a request's body asks, call by call.
  ///
  /// Whatever goes wrong, what is written is one whole JSON text.
  /// - Parameter path: the arguments that stand in the request's path, for every call of the body.
  package func answer(
    _ body: Body, path: PathArguments = .none, in context: Context, isStrict: Bool, to writer: inout AnswerWriter
  ) {
    switch body {
    case .single(let call):
      let isPlain = writer.format.dialect == .jsonrpc
      answer(call, path, isPlain: isPlain, in: context, isStrict: isStrict, to: &writer)
    case .batch(let calls):
      writer.json.beginArray()
      for call in calls { answer(call, path, isPlain: true, in: context, isStrict: isStrict, to: &writer) }
      writer.json.endArray()
    }
  }

  /// - Parameter isPlain: whether the answer has the plain envelope of JSON-RPC, whatever the reference shows.
  private func answer(
    _ call: Call, _ path: PathArguments, isPlain: Bool, in context: Context, isStrict: Bool,
    to writer: inout AnswerWriter
  ) {
    let start = writer.json.mark
    do {
      if let violation = call.violation { throw violation }
      try context.admit(to: access)
      let arguments = Arguments(
        call.params.adding(path), for: parameters, pathParameters: pathParameters, isStrict: isStrict,
        revision: writer.format.revision)
      if !failure.collects, let refusal = Refusal(arguments.errors) { throw refusal }
      let envelope = isPlain ? .versionFirst : envelope
      envelope.open(id: call.id, &writer.json)
      let result = writer.json.mark
      switch effect {
      case .reads: try context.readOnly { try run(arguments, context, &writer) }
      case .writesInSteps: try run(arguments, context, &writer)
      case .writes: try context.transaction { try run(arguments, context, &writer) }
      }
      #if DEBUG
      try checkShape(of: writer.json.bytes(since: result), in: writer.format)
      #endif
      envelope.close(&writer.json)
    } catch {
      // Nothing of a half-written answer is left.
      writer.json.rollback(to: start)
      write(error, of: call, isPlain: isPlain, in: context, to: &writer.json)
    }
    do {
      try context.answered()
    } catch {
      _ = context.report(error)
    }
  }

  #if DEBUG
  /// Holds a written result against the declared answer, so that every test of an endpoint tests its declaration, too.
  private func checkShape(of result: [UInt8], in format: AnswerFormat) throws {
    guard let mismatch = answer.mismatch(try Document(parsing: result).root, in: format) else { return }
    throw ShapeMismatch(path: path, mismatch: mismatch)
  }
  #endif

  private func write(_ error: any Error, of call: Call, isPlain: Bool, in context: Context, to writer: inout Writer) {
    switch error {
    case let refusal as Refusal: failure.write(refusal, id: call.id, isPlain: isPlain, to: &writer)
    case let error as RPCError: error.write(id: call.id, to: &writer)
    default: RPCError.serverError(reference: context.report(error)).write(id: call.id, to: &writer)
    }
  }
}
