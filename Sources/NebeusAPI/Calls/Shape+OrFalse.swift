import JSONRPC

extension Shape where Source: Copyable {
  /// The same, or `false` where there is none. Source: docs/decisions.md, Envelopes.
  var orFalse: Shape<Source?> {
    Shape<Source?>(schema: .orFalse(schema)) { [write] source, writer in
      guard let source else { return writer.json.bool(false) }
      try write(source, &writer)
    }
  }
}
