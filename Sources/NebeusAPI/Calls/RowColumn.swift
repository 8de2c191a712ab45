import JSON
import JSONRPC
import SQLite

/// One property of an answer's rows, taken from the column of the same place.
struct RowColumn: Sendable {
  enum Kind: Sendable { case integer, text, boolean, amount, rate }

  let name: StaticString
  let kind: Kind
  let meaning: String

  init(_ name: StaticString, _ kind: Kind, _ meaning: String) {
    self.name = name
    self.kind = kind
    self.meaning = meaning
  }

  var property: JSONSchema.Property {
    JSONSchema.Property(name: "\(name)", meaning: meaning, schema: schema, isOptional: false)
  }

  private var schema: JSONSchema {
    switch kind {
    case .integer: .integer
    case .text: .string
    case .boolean: .boolean
    case .amount, .rate: .number
    }
  }
}

extension Shape where Source == Rows {
  /// An array of objects, each a row: its columns in their order.
  static func rows(_ columns: [RowColumn]) -> Shape<Rows> {
    let cells = columns.enumerated().map { RowCell($1, isFirst: $0 == 0) }
    return Shape(schema: .list(of: .object(columns.map(\.property)))) { rows, writer in
      writer.json.beginArray()
      try cells.withUnsafeBufferPointer { cells in
        try rows.forEach { row in
          for index in cells.indices { try cells[index].write(row, at: index, to: &writer.json) }
          writer.json.endObject()
        }
      }
      writer.json.endArray()
    }
  }
}
