import JSON
import JSONRPC

/// Schemas in the vocabulary of JSON Schema 2020-12, which is OpenAPI 3.1's.
extension DocumentNode {
  /// - Parameter format: whose keys the objects have.
  static func schema(_ schema: JSONSchema, in format: AnswerFormat) -> DocumentNode {
    switch schema {
    case .string: ["type": "string"]
    // JSON Schema counts characters: none has less than a byte.
    case .text(let maxBytes): ["type": "string", "maxLength": .integer(maxBytes)]
    case .integer: ["type": "integer"]
    case .number: ["type": "number"]
    case .boolean: ["type": "boolean"]
    case .stringOrNumber: ["type": ["string", "number"]]
    case .choice(let names): ["type": "string", "enum": .strings(names)]
    case .list(let element): ["type": "array", "items": .schema(element, in: format)]
    case .map(let element): ["type": "object", "additionalProperties": .schema(element, in: format)]
    // Odoo writes false for what isn't there.
    case .orFalse(.boolean): ["type": "boolean"]
    case .orFalse(let schema): ["oneOf": [.schema(schema, in: format), .constant(false)]]
    case .anyOf(let schemas): ["anyOf": .array(schemas.map { .schema($0, in: format) })]
    case .null: ["type": "null"]
    case .any: [:]
    case .wholeNumber(let range):
      ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
    case .object(let properties): object(properties, in: format)
    }
  }

  /// One value and no other. Generators of clients need its type as well.
  static func constant(_ text: String) -> DocumentNode { ["type": "string", "const": .string(text)] }
  static func constant(_ flag: Bool) -> DocumentNode { ["type": "boolean", "const": .bool(flag)] }

  private static func object(_ properties: [JSONSchema.Property], in format: AnswerFormat) -> DocumentNode {
    let properties = properties.filter { $0.since <= format.revision }
    return closedObject(
      properties.map { property in
        let schema = DocumentNode.schema(property.schema, in: format)
        return Member(
          property.name(in: format.dialect), schema.adding([Member("description", .string(property.meaning))]))
      },
      required: properties.filter { !$0.isOptional }.map { $0.name(in: format.dialect) })
  }

  /// An object of these members and no others; all are required unless said.
  static func closedObject(_ members: [Member], required: [String]? = nil) -> DocumentNode {
    [
      "type": "object", "properties": .object(members), "required": .strings(required ?? members.map(\.key)),
      "additionalProperties": false,
    ]
  }
}

extension DocumentNode {
  /// An argument that stands in the path.
  static func pathParameter(_ parameter: any ParameterDeclaration, example: String?) -> DocumentNode {
    let node: DocumentNode = [
      "name": .string(parameter.name), "in": "path", "required": true, "description": .string(parameter.meaning),
      "schema": .schema(parameter.schema, in: .documented),
    ]
    return node.adding(example.map { [.init("example", .string($0))] } ?? [])
  }

  /// The arguments of a call, by name.
  ///
  /// - Parameter isStrict: whether the server refuses any other.
  static func params(_ parameters: [any ParameterDeclaration], isStrict: Bool) -> DocumentNode {
    let properties = parameters.map { parameter in
      let schema = DocumentNode.schema(parameter.schema, in: .documented)
      return Member(parameter.name, schema.adding([Member("description", .string(parameter.meaning))]))
    }
    let node: DocumentNode = [
      "type": "object", "properties": .object(properties),
      "required": .strings(parameters.filter(\.isRequired).map(\.name)),
    ]
    return isStrict ? node.adding([Member("additionalProperties", false)]) : node
  }
}

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
    case .string, .text, .integer, .number, .boolean, .stringOrNumber, .choice, .null, .any, .wholeNumber:
      .value(value)
    }
  }
}
