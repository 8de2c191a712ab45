import JSON
import JSONRPC

/// One place where an answer is not as the contract has it.
struct Drift: Equatable {
  /// `status`, `Content-Type`, or a place in the body such as `$.result[0].name`.
  let place: String
  let expected: String
  let got: String
}

/// Compares a value with a declared schema, and reports every difference.
struct SchemaComparison {
  let format: AnswerFormat
  /// Whether the order of keys counts.
  let isExact: Bool

  /// What differs in the elements of a list alike is reported once, of the first.
  func drifts(_ value: JSONValue, _ schema: JSONSchema, at place: String) -> [Drift] {
    switch schema {
    case .orFalse(let inner): return value.bool == false ? [] : drifts(value, inner, at: place)
    case .anyOf(let schemas):
      let all = schemas.map { drifts(value, $0, at: place) }
      return all.min { $0.count < $1.count } ?? []
    case .list(let element):
      guard let elements = value.elements else { return [Self.mistyped(value, schema, at: place)] }
      return Self.withoutRepetitions(
        elements.enumerated().map { ($0.offset, drifts($0.element, element, at: "\(place)[\($0.offset)]")) }, in: place)
    case .map(let element):
      guard let members = value.members else { return [Self.mistyped(value, schema, at: place)] }
      return members.flatMap { drifts($0.value, element, at: "\(place).\($0.key)") }
    case .object(let properties):
      guard let members = value.members else { return [Self.mistyped(value, schema, at: place)] }
      return drifts(Array(members), properties.filter { $0.since <= format.revision }, at: place)
    case .integer: return value.integer != nil ? [] : [Self.mistyped(value, schema, at: place)]
    case .choice(let names):
      return value.string.map(names.contains) ?? false ? [] : [Self.mistyped(value, schema, at: place)]
    case .string, .text, .number, .boolean, .stringOrNumber, .null, .any, .wholeNumber:
      return schema.admits(value) ? [] : [Self.mistyped(value, schema, at: place)]
    }
  }

  private func drifts(
    _ members: [(key: String, value: JSONValue)], _ properties: [JSONSchema.Property], at place: String
  ) -> [Drift] {
    var drifts: [Drift] = []
    let names = properties.map { $0.name(in: format.dialect) }
    for (property, name) in zip(properties, names) {
      if let member = members.first(where: { $0.key == name }) {
        drifts += self.drifts(member.value, property.schema, at: "\(place).\(name)")
      } else if !property.isOptional {
        drifts.append(Drift(place: "\(place).\(name)", expected: property.schema.name, got: "nothing"))
      }
    }
    for (key, value) in members where !names.contains(key) {
      drifts.append(Drift(place: "\(place).\(key)", expected: "nothing", got: "\(value)"))
    }
    guard isExact else { return drifts }
    return drifts + Self.order(of: members.map(\.key), declared: names, at: place)
  }

  /// What differs where the keys that both have come in another order.
  static func order(of keys: [String], declared names: [String], at place: String) -> [Drift] {
    let (expected, got) = (names.filter(keys.contains), keys.filter(names.contains))
    guard expected != got else { return [] }
    return [
      Drift(
        place: place, expected: "the keys in the order \(expected.joined(separator: ", "))",
        got: got.joined(separator: ", "))
    ]
  }

  private static func mistyped(_ value: JSONValue, _ schema: JSONSchema, at place: String) -> Drift {
    Drift(place: place, expected: schema.name, got: "\(value)")
  }

  private static func withoutRepetitions(_ elements: [(index: Int, drifts: [Drift])], in place: String) -> [Drift] {
    var known: Set<String> = []
    return elements.flatMap { index, drifts in
      drifts.filter { drift in
        let rest = drift.place.dropFirst("\(place)[\(index)]".count)
        return known.insert("\(rest) \(drift.expected) \(drift.got == "nothing")").inserted
      }
    }
  }
}
