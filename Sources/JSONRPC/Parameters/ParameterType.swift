import JSON

/// How the arguments of a call may be spelled.
package struct ParameterStyle: Sendable {
  /// Whether they came as a form, where a list of one is a single text.
  package let isForm: Bool
  /// Whether only the documented JSON type is accepted.
  package let isStrict: Bool

  package init(isForm: Bool = false, isStrict: Bool = false) {
    self.isForm = isForm
    self.isStrict = isStrict
  }
}

/// What an argument may be: how it is checked, read and described.
package struct ParameterType<Argument>: Sendable {
  package let schema: JSONSchema
  package let isRequired: Bool
  /// Reads the value as it came, nil where the call has none.
  package let read: @Sendable (JSONValue?, ParameterStyle) throws(ArgumentError.Reason) -> Argument

  /// A required argument.
  package init(
    _ schema: JSONSchema,
    read: @escaping @Sendable (JSONValue, ParameterStyle) throws(ArgumentError.Reason) -> Argument
  ) {
    self.schema = schema
    isRequired = true
    self.read = { value, style throws(ArgumentError.Reason) in
      guard let value, !value.isNull else { throw .missing }
      guard !style.isStrict || schema.admits(value) else { throw .wrong("should be \(schema.name)") }
      return try read(value, style)
    }
  }

  /// An argument that may be left out; `read` gets nil if it is.
  package init(
    optional schema: JSONSchema,
    read: @escaping @Sendable (JSONValue?, ParameterStyle) throws(ArgumentError.Reason) -> Argument
  ) {
    self.schema = schema
    isRequired = false
    self.read = read
  }

  /// The same, but the argument may be left out or be null; also an empty text, as forms leave an argument out, or
  /// `false`, as Odoo writes what is absent.
  ///
  /// A strict server takes an empty text or `false` only where a text or a boolean is documented.
  package static func optional<Wrapped>(_ type: ParameterType<Wrapped>) -> ParameterType<Wrapped?>
  where Argument == Wrapped? {
    ParameterType<Wrapped?>(optional: type.schema) { value, style throws(ArgumentError.Reason) in
      guard let value, !value.isNull else { return nil }
      if value.string == "", !style.isStrict || type.schema.admits(value) { return nil }
      if value.bool == false, !style.isStrict { return nil }
      return try type.read(value, style)
    }
  }
}
