import Basics
import JSON
import SQLite

/// The format of scenario files as a JSON Schema, made from the tables: for editors that complete and check.
///
/// It is of draft 7, which the editors in use know. It is as strict as the loader about names and types; what rows ask
/// of each other only the loader can know. Source: https://json-schema.org/draft-07/json-schema-validation
package enum ScenarioSchema {
  /// Throws `SchemaError` and `SQLiteError`.
  package static func document(_ schema: Schema) throws -> ByteBuffer {
    let connection = try SQLiteConnection(.memory)
    try schema.migrate(connection)
    let tables = try TableInfo.names(in: connection).compactMap { try TableInfo($0, schema, in: connection) }
    var writer = Writer(ByteBuffer(), encoding: .utf8)
    try writer.object { writer in
      writer.member("$schema", "http://json-schema.org/draft-07/schema#")
      writer.member("title", "Scenario of \(schema.product)")
      writer.member("type", "object")
      writer.strings("required", ["tables"])
      writer.refuseOthers()
      writer.key("properties")
      try writer.object { writer in
        writer.property("$schema", type: "string", "Where this schema is; the server ignores it.")
        writer.property("description", type: "string", "What /_mock/scenarios says of the scenario.")
        writer.property("clock", type: ["string", "null"], "Where the clock is frozen; without it the clock runs.")
        writer.key("generated")
        writer.generated(schema.generatedKinds)
        writer.key("tables")
        try writer.object { writer in
          writer.member("type", "object")
          writer.refuseOthers()
          writer.key("properties")
          try writer.object { writer in
            for table in tables {
              writer.key(table.name)
              try writer.table(table, TableRules(of: table, in: connection))
            }
          }
        }
      }
      writer.key("definitions")
      writer.raw(definitions)
    }
    return writer.finish()
  }

  /// The types of columns that aren't plain.
  private static let definitions: StaticString = #"""
    {"timestamp":{"anyOf":[{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}"},\#
    {"type":"object","required":["days"],"additionalProperties":false,"properties":{"days":{"type":"integer"},\#
    "at":{"type":"string","pattern":"^[0-9]{2}:[0-9]{2}:[0-9]{2}$"}}}],\#
    "description":"UTC, such as 2017-03-03 12:00:00, or relative to the clock's day: {\"days\": -3, \"at\": \"10:13:53\"}"},\#
    "amount":{"anyOf":[{"type":"number"},{"type":"string","pattern":"^-?[0-9]+(\\.[0-9]+)?$"}],\#
    "description":"At most 8 decimals"},\#
    "rate":{"anyOf":[{"type":"number","exclusiveMinimum":0},{"type":"string","pattern":"^[0-9]+(\\.[0-9]+)?$"}],\#
    "description":"More than 0"}}
    """#
}

extension Writer {
  fileprivate mutating func member(_ key: String, _ value: String) {
    self.key(key)
    string(value)
  }

  fileprivate mutating func strings(_ key: String, _ values: [String]) {
    self.key(key)
    array { (writer) in for value in values { writer.string(value) } }
  }

  fileprivate mutating func refuseOthers() {
    key("additionalProperties")
    bool(false)
  }

  fileprivate mutating func property(_ name: String, type: String, _ description: String) {
    property(name, type: [type], description)
  }

  fileprivate mutating func property(_ name: String, type: [String], _ description: String) {
    key(name)
    object { writer in
      writer.types(type)
      writer.member("description", description)
    }
  }

  fileprivate mutating func types(_ types: [String]) {
    if types.count == 1 { member("type", types[0]) } else { strings("type", types) }
  }

  fileprivate mutating func generated(_ kinds: [GeneratedKind]) {
    object { writer in
      writer.member("type", "object")
      writer.member("description", "The next random values, by kind.")
      writer.refuseOthers()
      writer.key("properties")
      writer.object { writer in
        for kind in kinds {
          writer.key(kind.name)
          writer.raw(#"{"type":"array","items":{"type":"string","minLength":1}}"#)
        }
      }
    }
  }

  fileprivate mutating func table(_ table: TableInfo, _ rules: TableRules) {
    let columns = table.columns.filter { $0.format != .derived }
    object { writer in
      writer.member("type", "array")
      writer.key("items")
      writer.object { writer in
        writer.member("type", "object")
        writer.refuseOthers()
        let required = columns.filter { $0.isRequired && $0.format != .passwordHash }.map(\.name)
        if !required.isEmpty { writer.strings("required", required) }
        if let hash = columns.first(where: { $0.isRequired && $0.format == .passwordHash }) {
          writer.key("anyOf")
          writer.array { writer in
            for name in [hash.fixtureName, hash.name] {
              writer.object { $0.strings("required", [name]) }
            }
          }
        }
        writer.key("properties")
        writer.object { writer in
          for column in columns {
            if column.format == .passwordHash {
              writer.property(column.fixtureName, type: "string", "The password itself; its hash is stored.")
            }
            writer.key(column.name)
            writer.column(column, rules.choices(of: column.name), table)
          }
        }
      }
    }
  }

  private mutating func column(_ column: TableInfo.Column, _ choices: [String], _ table: TableInfo) {
    switch column.format {
    case .amount, .rate, .timestamp:
      let reference = "#/definitions/\(column.format)"
      guard column.isNullable else { return object { $0.member("$ref", reference) } }
      object { writer in
        writer.key("anyOf")
        writer.array { writer in
          writer.object { $0.member("$ref", reference) }
          writer.object { $0.member("type", "null") }
        }
      }
    case .boolean: typed("boolean", column, nil)
    case .passwordHash: typed("string", column, "A hash as crypt(3) makes it, in place of the password.")
    case .image(let side): typed("string", column, "A PNG of \(side)×\(side) pixels in base64.")
    case .plain, .derived:
      guard choices.isEmpty else {
        return object { writer in
          writer.key("enum")
          writer.array { writer in
            for choice in choices { writer.string(choice) }
            if column.isNullable { writer.null() }
          }
        }
      }
      let parent = table.foreignKeys.first { $0.column == column.name }?.parent
      typed(column.type == "INTEGER" ? "integer" : "string", column, parent.map { "The id of a row of \($0)." })
    }
  }

  private mutating func typed(_ type: String, _ column: TableInfo.Column, _ description: String?) {
    object { writer in
      writer.types(column.isNullable ? [type, "null"] : [type])
      if column.isID {
        writer.key("minimum")
        writer.integer(Int(TableInfo.ids.lowerBound))
        writer.key("maximum")
        writer.integer(Int(TableInfo.ids.upperBound))
      }
      if let description { writer.member("description", description) }
    }
  }
}
