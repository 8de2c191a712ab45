import JSON
import JSONRPC

extension DocumentNode {
  /// A documented result with the keys of the `jsonrpc` dialect.
  static func plainKeys(_ value: JSONValue, _ schema: JSONSchema) -> DocumentNode {
    switch schema {
    case .object(let properties):
      .object(
        (value.members.map(Array.init) ?? []).map { key, element in
          guard let property = properties.first(where: { $0.name(in: .documented) == key }) else {
            return Member(key, .value(element))
          }
          return Member(property.name, .plainKeys(element, property.schema))
        })
    case .map(let schema):
      .object((value.members.map(Array.init) ?? []).map { Member($0.key, .plainKeys($0.value, schema)) })
    case .list(let schema): .array((value.array ?? []).map { .plainKeys($0, schema) })
    case .orFalse(let schema): value.bool == false ? .value(value) : .plainKeys(value, schema)
    case .anyOf(let schemas):
      schemas.first { $0.mismatch(value, in: .documented) == nil }.map { .plainKeys(value, $0) } ?? .value(value)
    case .string, .integer, .number, .boolean, .stringOrNumber, .choice, .null, .any, .wholeNumber: .value(value)
    }
  }
}
