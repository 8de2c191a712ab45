import JSON

/// The shape of an answer: describes it, and writes it straight into the send buffer.
package struct Shape<Source: ~Copyable>: Sendable {
  package let schema: JSONSchema
  package let write: @Sendable (borrowing Source, inout AnswerWriter) throws -> Void

  package init(schema: JSONSchema, write: @escaping @Sendable (borrowing Source, inout AnswerWriter) throws -> Void) {
    self.schema = schema
    self.write = write
  }

  /// An object with these properties, in this order.
  package static func object(_ fields: [Field<Source>]) -> Shape {
    Shape(schema: .object(fields.map(\.property))) { source, writer in
      writer.json.beginObject()
      for field in fields { try field.write(source, to: &writer) }
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
    Shape<[Element]>(schema: .list(of: shape.schema)) { elements, writer in
      writer.json.beginArray()
      for element in elements { try shape.write(element, &writer) }
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
