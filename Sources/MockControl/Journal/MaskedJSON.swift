import JSON
import JSONRPC

/// A value of any kind, written without the secrets in it.
struct MaskedJSON: Answerable {
  static let schema = JSONSchema.any

  private let value: JSONValue
  /// Whether nothing of it is shown.
  private let isHidden: Bool

  init(_ value: JSONValue, isHidden: Bool = false) {
    self.value = value
    self.isHidden = isHidden
  }

  func write(to writer: inout AnswerWriter) {
    isHidden ? writer.json.string(Redaction.mask) : Self.write(value, to: &writer.json)
  }

  private static func write(_ value: JSONValue, to writer: inout Writer) {
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
          // The key may say that it is a secret.
          Redaction.isKept(member, under: key) ? writer.string(Redaction.mask) : write(member, to: &writer)
        }
      }
      writer.endObject()
    }
  }
}

/// A text, masked if it has the number of a payment card in it.
struct MaskedText: Answerable {
  static let schema = JSONSchema.string

  private let text: String

  init(_ text: String) {
    self.text = text
  }

  func write(to writer: inout AnswerWriter) {
    Redaction.hasCardNumber(text) ? writer.json.string(Redaction.mask) : writer.json.string(text)
  }
}
