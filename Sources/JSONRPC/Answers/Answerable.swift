import JSON

/// Writes an answer in the dialect and revision that were asked for.
package struct AnswerWriter: ~Copyable, Sendable {
  package var json: Writer
  package let format: AnswerFormat

  package init(_ json: consuming Writer, _ format: AnswerFormat) {
    self.json = json
    self.format = format
  }

  package consuming func finish() -> Writer { json }
}

/// A value that an answer may hold.
package protocol Answerable: SendableMetatype {
  static var schema: JSONSchema { get }
  func write(to writer: inout AnswerWriter)
}

extension Int: Answerable {
  package static var schema: JSONSchema { .integer }
  package func write(to writer: inout AnswerWriter) { writer.json.integer(self) }
}

extension String: Answerable {
  package static var schema: JSONSchema { .string }
  package func write(to writer: inout AnswerWriter) { writer.json.string(self) }
}

extension Bool: Answerable {
  package static var schema: JSONSchema { .boolean }
  package func write(to writer: inout AnswerWriter) { writer.json.bool(self) }
}

extension ExactDecimal: Answerable {
  package static var schema: JSONSchema { .number }
  package func write(to writer: inout AnswerWriter) { writer.json.decimal(self) }
}

/// Odoo writes `false` for what isn't there. Source: docs/decisions.md, Envelopes.
extension Optional: Answerable where Wrapped: Answerable {
  package static var schema: JSONSchema { .orFalse(Wrapped.schema) }

  package func write(to writer: inout AnswerWriter) {
    switch self {
    case .some(let value): value.write(to: &writer)
    case .none: writer.json.bool(false)
    }
  }
}
