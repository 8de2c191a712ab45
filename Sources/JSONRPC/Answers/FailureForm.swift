import JSON

/// How an endpoint writes a refusal of its arguments.
///
/// Source: docs/decisions.md, Refusals.
package enum FailureForm: Sendable {
  /// The endpoint documents no failure: a JSON-RPC error object with code -32602.
  case rpcError
  /// `{"status":"error","message":…}`
  case message(Envelope)
  /// `{"status":"error","field":…,"message":…}`
  case field(Envelope)
  /// `{"status":"error","errors":{"email":{"field":"email","message":…},…}}`: all that is wrong, at once.
  case errors(Envelope)

  /// Whether the handler is called though an argument is refused, to add what it finds.
  package var collects: Bool {
    if case .errors = self { true } else { false }
  }

  func write(_ refusal: Refusal, id: CallID, isPlain: Bool, to writer: inout Writer) {
    switch self {
    case .rpcError: RPCError.invalidParams(refusal.first).write(id: id, to: &writer)
    case .message(let envelope), .field(let envelope), .errors(let envelope):
      let envelope = isPlain ? .versionFirst : envelope
      envelope.open(id: id, &writer)
      writer.beginObject()
      writer.key("status")
      writer.string("error" as StaticString)
      writeErrors(of: refusal, to: &writer)
      writer.endObject()
      envelope.close(&writer)
    }
  }

  private func writeErrors(of refusal: Refusal, to writer: inout Writer) {
    switch self {
    case .errors:
      writer.key("errors")
      writer.beginObject()
      // A strict server may refuse `email` both as what `login` is called here and as an unknown parameter: one key for both.
      var written: Set<String> = []
      for error in refusal.errors where written.insert(error.field).inserted {
        writer.key(error.field)
        writer.beginObject()
        Self.write(error, withField: true, to: &writer)
        writer.endObject()
      }
      writer.endObject()
    case .field: Self.write(refusal.first, withField: true, to: &writer)
    case .message, .rpcError: Self.write(refusal.first, withField: false, to: &writer)
    }
  }

  private static func write(_ error: ArgumentError, withField: Bool, to writer: inout Writer) {
    if withField {
      writer.key("field")
      writer.string(error.field)
    }
    writer.key("message")
    writer.string(error.message)
  }
}
