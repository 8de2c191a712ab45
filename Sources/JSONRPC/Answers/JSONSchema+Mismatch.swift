import JSON

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
