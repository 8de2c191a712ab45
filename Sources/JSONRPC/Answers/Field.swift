import JSON

/// One property of an answer: its name, type and meaning, and how it is taken from what the handler returned.
///
///     Field("id", "Country id") { $0.id }
package struct Field<Source: ~Copyable>: Sendable {
  /// The key in the `jsonrpc` dialect.
  package let name: StaticString
  /// The key in the `documented` dialect, which has stray colons in places.
  package let documentedName: StaticString
  package let meaning: String
  package let schema: JSONSchema
  package let isOptional: Bool
  /// The first revision of the reference that has it.
  package let since: Revision
  let write: @Sendable (borrowing Source, _ key: StaticString, inout AnswerWriter) throws -> Void

  init(
    _ name: StaticString, documentedAs documentedName: StaticString?, _ meaning: String, schema: JSONSchema,
    isOptional: Bool = false, since: Revision = .first,
    write: @escaping @Sendable (borrowing Source, _ key: StaticString, inout AnswerWriter) throws -> Void
  ) {
    self.name = name
    self.documentedName = documentedName ?? name
    self.meaning = meaning
    self.schema = schema
    self.isOptional = isOptional
    self.since = since
    self.write = write
  }

  /// A property with a plain value.
  package init<Content: Answerable>(
    _ name: StaticString, documentedAs documentedName: StaticString? = nil, _ meaning: String,
    since: Revision = .first, _ content: @escaping @Sendable (borrowing Source) throws -> Content
  ) {
    self.init(name, documentedAs: documentedName, meaning, schema: Content.schema, since: since) {
      source, key, writer in
      let value = try content(source)
      writer.json.key(key)
      value.write(to: &writer)
    }
  }

  /// A property that is left out where `content` gives nil.
  package init<Content: Answerable>(
    optional name: StaticString, _ meaning: String, _ content: @escaping @Sendable (borrowing Source) throws -> Content?
  ) {
    self.init(name, documentedAs: nil, meaning, schema: Content.schema, isOptional: true) { source, key, writer in
      guard let value = try content(source) else { return }
      writer.json.key(key)
      value.write(to: &writer)
    }
  }

  /// A property that is null where `content` gives nil.
  package init<Content: Answerable>(
    nullable name: StaticString, _ meaning: String, _ content: @escaping @Sendable (borrowing Source) throws -> Content?
  ) {
    self.init(name, documentedAs: nil, meaning, schema: .orNull(Content.schema)) { source, key, writer in
      let value = try content(source)
      writer.json.key(key)
      if let value { value.write(to: &writer) } else { writer.json.null() }
    }
  }

  /// A property that has a shape of its own: an object or a list.
  package init<Content>(
    _ name: StaticString, documentedAs documentedName: StaticString? = nil, _ meaning: String, since: Revision = .first,
    _ shape: Shape<Content>, _ content: @escaping @Sendable (borrowing Source) throws -> Content
  ) {
    self.init(name, documentedAs: documentedName, meaning, schema: shape.schema, since: since) { source, key, writer in
      let value = try content(source)
      writer.json.key(key)
      try shape.write(value, &writer)
    }
  }

  /// The property as the shape's description has it.
  package var property: JSONSchema.Property {
    JSONSchema.Property(
      name: "\(name)", documentedAs: "\(documentedName)", meaning: meaning, schema: schema, isOptional: isOptional,
      since: since)
  }

  package func write(_ source: borrowing Source, to writer: inout AnswerWriter) throws {
    guard since <= writer.format.revision else { return }
    try write(source, writer.format.dialect == .documented ? documentedName : name, &writer)
  }
}
