import JSON

/// What an argument may be: how it is checked, read and described.
///
/// `read` gets the value as it came, nil where it is absent, and throws `WrongArgument`.
package struct ParameterType<Argument>: Sendable {
  package let schema: JSONSchema
  package let isRequired: Bool
  package let read: @Sendable (JSONValue?, ParameterStyle) throws(WrongArgument) -> Argument

  /// A required argument.
  package init(
    _ schema: JSONSchema, read: @escaping @Sendable (JSONValue, ParameterStyle) throws(WrongArgument) -> Argument
  ) {
    self.schema = schema
    isRequired = true
    self.read = { value, style throws(WrongArgument) in
      guard let value, !value.isNull else { throw .missing }
      guard !style.isStrict || schema.admits(value) else { throw .wrong("should be \(schema.name)") }
      return try read(value, style)
    }
  }

  /// An argument that may be left out; `read` gets nil if it is.
  package init(
    optional schema: JSONSchema,
    read: @escaping @Sendable (JSONValue?, ParameterStyle) throws(WrongArgument) -> Argument
  ) {
    self.schema = schema
    isRequired = false
    self.read = read
  }

  /// The same, but the argument may be left out, be null, or be an empty text: so forms and Odoo's clients leave it out.
  ///
  /// A strict server takes an empty text only where a text is documented.
  package static func optional<Wrapped>(_ type: ParameterType<Wrapped>) -> ParameterType<Wrapped?>
  where Argument == Wrapped? {
    ParameterType<Wrapped?>(optional: type.schema) { value, style throws(WrongArgument) in
      guard let value, !value.isNull else { return nil }
      if value.string == "", !style.isStrict || type.schema.admits(value) { return nil }
      return try type.read(value, style)
    }
  }
}
