import JSONRPC

/// Schemas in the vocabulary of JSON JSONSchema 2020-12, which is OpenAPI 3.1's.
extension DocumentNode {
  /// - Parameter dialect: whose keys the objects have.
  static func schema(_ schema: JSONSchema, in dialect: Dialect) -> DocumentNode {
    switch schema {
    case .string: ["type": "string"]
    case .integer: ["type": "integer"]
    case .number: ["type": "number"]
    case .boolean: ["type": "boolean"]
    case .stringOrNumber: ["type": ["string", "number"]]
    case .choice(let names): ["type": "string", "enum": .strings(names)]
    case .list(let element): ["type": "array", "items": .schema(element, in: dialect)]
    case .map(let element): ["type": "object", "additionalProperties": .schema(element, in: dialect)]
    // Odoo writes false for what isn't there.
    case .orFalse(.boolean): ["type": "boolean"]
    case .orFalse(let schema): ["oneOf": [.schema(schema, in: dialect), .constant(false)]]
    case .anyOf(let schemas): ["anyOf": .array(schemas.map { .schema($0, in: dialect) })]
    case .null: ["type": "null"]
    case .any: [:]
    case .wholeNumber(let range):
      ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
    case .object(let properties): object(properties, in: dialect)
    }
  }

  /// One value and no other. Generators of clients need its type as well.
  static func constant(_ text: String) -> DocumentNode { ["type": "string", "const": .string(text)] }
  static func constant(_ flag: Bool) -> DocumentNode { ["type": "boolean", "const": .bool(flag)] }

  private static func object(_ properties: [JSONSchema.Property], in dialect: Dialect) -> DocumentNode {
    closedObject(
      properties.map { property in
        let schema = DocumentNode.schema(property.schema, in: dialect)
        return Member(property.name(in: dialect), schema.adding([Member("description", .string(property.meaning))]))
      },
      required: properties.filter { !$0.isOptional }.map { $0.name(in: dialect) })
  }

  /// An object of these members and no others; all are required unless said.
  static func closedObject(_ members: [Member], required: [String]? = nil) -> DocumentNode {
    [
      "type": "object", "properties": .object(members), "required": .strings(required ?? members.map(\.key)),
      "additionalProperties": false,
    ]
  }
}
