import JSON

/// The JSON type of a value, as far as the reference describes it.
package indirect enum JSONSchema: Sendable, Equatable {
  case string, integer, number, boolean
  /// A string of at most so many bytes in UTF-8.
  case text(maxBytes: Int)
  /// What the reference calls a string and shows as a number: either is taken.
  case stringOrNumber
  case choice([String])
  case list(of: JSONSchema)
  /// Properties in the order in which they are written.
  case object([Property])
  /// An object whose keys are data: dates, say.
  case map(of: JSONSchema)
  /// The value, or `false` where there is none, as Odoo writes it.
  case orFalse(JSONSchema)
  /// Any one of these.
  case anyOf([JSONSchema])
  case null
  /// Whatever JSON there is.
  case any
  case wholeNumber(in: ClosedRange<Int>)

  /// The value, or `null`.
  package static func orNull(_ schema: JSONSchema) -> JSONSchema { .anyOf([schema, .null]) }

  /// One property of an object.
  package struct Property: Sendable, Equatable {
    /// The key in the `jsonrpc` dialect.
    package let name: String
    private let documentedName: String
    package let meaning: String
    package let schema: JSONSchema
    /// Whether some answers leave it out.
    package let isOptional: Bool
    /// The first revision of the reference that has it.
    package let since: Revision

    /// - Parameter documentedName: the key in the `documented` dialect, where it is another.
    package init(
      name: String, documentedAs documentedName: String? = nil, meaning: String, schema: JSONSchema, isOptional: Bool,
      since: Revision = .first
    ) {
      self.name = name
      self.documentedName = documentedName ?? name
      self.meaning = meaning
      self.schema = schema
      self.isOptional = isOptional
      self.since = since
    }

    package func name(in dialect: Dialect) -> String {
      dialect == .documented ? documentedName : name
    }
  }

  /// The type in a sentence: `should be a number`.
  package var name: String {
    switch self {
    case .string, .text: "a string"
    case .integer, .number: "a number"
    case .boolean: "true or false"
    case .stringOrNumber: "a string or a number"
    case .choice(let names): "one of \(names.joined(separator: ", "))"
    case .list: "a list"
    case .object, .map: "an object"
    case .orFalse(let schema): schema.name + " or false"
    case .anyOf(let schemas): schemas.map(\.name).joined(separator: " or ")
    case .null: "null"
    case .any: "any value"
    case .wholeNumber(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    }
  }

  /// Whether a strict server takes `value` where this type is documented.
  package func admits(_ value: JSONValue) -> Bool {
    switch self {
    case .string, .text, .choice: value.kind == .string
    case .integer, .number: value.kind == .number
    case .boolean: value.kind == .bool
    case .stringOrNumber: value.kind == .string || value.kind == .number
    // The list's own reading checks the elements, and has the reference's words for what is no list.
    case .list: true
    case .object, .map: value.kind == .object
    case .orFalse(let schema): value.bool == false || schema.admits(value)
    case .anyOf(let schemas): schemas.contains { $0.admits(value) }
    case .null: value.isNull
    case .any: true
    case .wholeNumber(let range): value.integer.map(range.contains) ?? false
    }
  }
}

/// Compares an answer with what its endpoint declares.
extension JSONSchema {
  /// Where and how `value` differs in types, keys, or the keys' order; nil where it doesn't.
  package func mismatch(_ value: JSONValue, in format: AnswerFormat, at place: String = "$") -> String? {
    switch self {
    case .string, .text, .number, .boolean, .stringOrNumber, .integer, .choice, .null, .any, .wholeNumber:
      return isScalar(value) ? nil : "\(place) is \(value), not \(name)"
    case .orFalse(let schema):
      return value.bool == false ? nil : schema.mismatch(value, in: format, at: place)
    case .anyOf(let schemas):
      let mismatches = schemas.map { $0.mismatch(value, in: format, at: place) }
      return mismatches.contains(nil) ? nil : mismatches.last ?? nil
    case .list(let schema):
      guard let elements = value.elements else { return "\(place) is \(value), not \(name)" }
      for (index, element) in elements.enumerated() {
        if let mismatch = schema.mismatch(element, in: format, at: "\(place)[\(index)]") { return mismatch }
      }
      return nil
    case .map(let schema):
      guard let members = value.members else { return "\(place) is \(value), not \(name)" }
      for (key, element) in members {
        if let mismatch = schema.mismatch(element, in: format, at: "\(place).\(key)") { return mismatch }
      }
      return nil
    case .object(let properties):
      return Self.mismatch(value, properties, in: format, at: place)
    }
  }

  private func isScalar(_ value: JSONValue) -> Bool {
    switch self {
    case .integer: value.integer != nil
    case .choice(let names): value.string.map(names.contains) ?? false
    default: admits(value)
    }
  }

  /// Walks both in their order: a key that isn't the next declared one must be that of a later, all before it optional.
  private static func mismatch(
    _ value: JSONValue, _ properties: [Property], in format: AnswerFormat, at place: String
  ) -> String? {
    guard let members = value.members else { return "\(place) is \(value), not an object" }
    var expected = properties.filter { $0.since <= format.revision }[...]
    for (key, element) in members {
      while let next = expected.first, next.isOptional, next.name(in: format.dialect) != key { expected.removeFirst() }
      guard let property = expected.popFirst(), property.name(in: format.dialect) == key else {
        return "\(place).\(key) is not declared there"
      }
      if let mismatch = property.schema.mismatch(element, in: format, at: "\(place).\(key)") { return mismatch }
    }
    guard let missing = expected.first(where: { !$0.isOptional }) else { return nil }
    return "\(place).\(missing.name(in: format.dialect)) is missing"
  }
}

/// An endpoint answered what it doesn't declare: a fault of its own, which only debug builds look for.
struct ShapeMismatch: Error, CustomStringConvertible {
  let path: String
  let mismatch: String

  var description: String { "\(path) answers what it doesn't declare: \(mismatch)" }
}
