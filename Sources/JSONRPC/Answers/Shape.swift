import Basics
import JSON

/// The shape of an answer: describes it, and writes it straight into the send buffer.
package struct Shape<Source: ~Copyable>: Sendable {
  package typealias Write = @Sendable (borrowing Source, inout AnswerWriter) throws -> Void

  package let schema: JSONSchema
  package let write: Write

  package init(schema: JSONSchema, write: @escaping Write) {
    self.schema = schema
    self.write = write
  }

  /// An object with these properties, in this order.
  package static func object(_ fields: [Field<Source>]) -> Shape {
    // A chain of closures instead of a loop: this code is not specialised to `Source`, and would copy each field of an
    // array and look up its generic type for every answer, which took 9 % of a dashboard.
    var writeFields: Write = { _, _ in }
    for field in fields {
      let (writePrevious, write) = (writeFields, field.writer)
      writeFields = { source, writer in
        try writePrevious(source, &writer)
        try write(source, &writer)
      }
    }
    let write = writeFields
    return Shape(schema: .object(fields.map(\.property))) { source, writer in
      writer.json.beginObject()
      try write(source, &writer)
      writer.json.endObject()
    }
  }
}

extension Shape {
  /// An array of objects with these properties.
  package static func list<Element>(of fields: [Field<Element>]) -> Shape<[Element]> where Source == [Element] {
    .list(of: .object(fields))
  }

  /// An array of what `shape` describes.
  package static func list<Element>(of shape: Shape<Element>) -> Shape<[Element]> where Source == [Element] {
    let write = shape.write
    return Shape<[Element]>(schema: .list(of: shape.schema)) { elements, writer in
      writer.json.beginArray()
      for index in elements.indices { try write(elements[index], &writer) }
      writer.json.endArray()
    }
  }

  /// An object whose keys are data, in the order of the array.
  package static func map<Element>(of fields: [Field<Element>]) -> Shape<[(key: String, value: Element)]>
  where Source == [(key: String, value: Element)] {
    let shape = Shape<Element>.object(fields)
    return Shape<[(key: String, value: Element)]>(schema: .map(of: shape.schema)) { entries, writer in
      writer.json.beginObject()
      for entry in entries {
        writer.json.key(entry.key)
        try shape.write(entry.value, &writer)
      }
      writer.json.endObject()
    }
  }
}

extension Shape where Source == Void {
  /// `{"status":"success"}`: what an endpoint answers that has nothing to tell.
  package static var success: Shape {
    .object([Field("status", "Status of the operation") { _ in "success" }])
  }
}

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
    self.init(name, documentedAs: documentedName, meaning, schema: shape.schema, since: since) {
      [write = shape.write] source, key, writer in
      let value = try content(source)
      writer.json.key(key)
      try write(value, &writer)
    }
  }

  /// The same property of what holds a `Source`.
  package func of<Outer>(_ inner: @escaping @Sendable (borrowing Outer) -> Source) -> Field<Outer>
  where Source: Copyable {
    Field<Outer>(
      name, documentedAs: documentedName, meaning, schema: schema, isOptional: isOptional, since: since
    ) { [write] outer, key, writer in try write(inner(outer), key, &writer) }
  }

  /// The property as the shape's description has it.
  package var property: JSONSchema.Property {
    JSONSchema.Property(
      name: "\(name)", documentedAs: "\(documentedName)", meaning: meaning, schema: schema, isOptional: isOptional,
      since: since)
  }

  /// Writes the property, if the revision has it.
  package var writer: Shape<Source>.Write {
    { [name, documentedName, since, write] source, writer in
      guard since <= writer.format.revision else { return }
      try write(source, writer.format.dialect == .documented ? documentedName : name, &writer)
    }
  }
}

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

extension Shape {
  /// What it writes of `source`, on one line in UTF-8, for what is not itself an answer of the API.
  /// Throws what its fields throw.
  package func json(of source: Source) throws -> [UInt8] {
    var writer = AnswerWriter(Writer(ByteBuffer(), encoding: .utf8), .jsonrpc)
    try write(source, &writer)
    return writer.finish().finish().withBytes { Array($0) }
  }
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
