import JSON

/// Writes values without the secrets in them.
enum MaskedWriter {
  static func write(_ value: JSONValue, to writer: inout Writer) {
    switch value.kind {
    case .null, .bool: writer.value(value)
    case .number: Redaction.hasCardNumber(value.rawText) ? writer.string(Redaction.mask) : writer.value(value)
    case .string: Redaction.hasCardNumber(value.string ?? "") ? writer.string(Redaction.mask) : writer.value(value)
    case .array:
      writer.beginArray()
      if let elements = value.elements {
        for element in elements { write(element, to: &writer) }
      }
      writer.endArray()
    case .object:
      writer.beginObject()
      if let members = value.members {
        for (key, member) in members {
          writer.key(key)
          write(member, under: key, to: &writer)
        }
      }
      writer.endObject()
    }
  }

  /// Writes what is under a key, which may say that it is a secret.
  static func write(_ value: JSONValue, under key: String, to writer: inout Writer) {
    Redaction.isKept(value, under: key) ? writer.string(Redaction.mask) : write(value, to: &writer)
  }
}
