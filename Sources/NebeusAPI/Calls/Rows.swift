import JSON
import JSONRPC
import SQLite

/// The rows of a query, read while the answer is written: none is kept.
struct Rows {
  let forEach: ((borrowing Row) throws -> Void) throws -> Void
}

extension Shape where Source == Rows {
  /// An array of objects, each written from a row as it comes.
  static func rows(of fields: [Field<Row>]) -> Shape<Rows> {
    let shape = Shape<Row>.object(fields)
    return Shape(schema: .list(of: shape.schema)) { rows, writer in
      writer.json.beginArray()
      try rows.forEach { row in try shape.write(row, &writer) }
      writer.json.endArray()
    }
  }
}

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

/// What is written for one column of every row.
///
/// Apart from what describes the column, and without a reference in it: nothing is retained for a value.
struct RowCell: Sendable {
  private let name: StaticString
  private let kind: RowColumn.Kind
  private let isFirst: Bool
  private let key: PreparedKey?

  init(_ column: RowColumn, isFirst: Bool) {
    name = column.name
    kind = column.kind
    self.isFirst = isFirst
    key = PreparedKey(column.name, isFirst: isFirst)
  }

  @inline(__always)
  func write(_ row: borrowing Row, at index: Int, to writer: inout Writer) throws {
    if let key {
      // What most columns are, with their keys in one go.
      switch kind {
      case .integer: return writer.member(key, integer: try row.integer(index))
      case .text: return try row.withText(index) { writer.member(key, utf8: $0) }
      case .boolean, .amount, .rate: writer.key(key)
      }
    } else {
      if isFirst { writer.beginObject() }
      writer.key(name)
    }
    switch kind {
    case .integer: writer.integer(try row.integer(index))
    case .text: try row.withText(index) { writer.string(utf8: $0) }
    case .boolean: writer.bool(try row[index])
    case .amount: writer.decimal(try row.amount(index))
    case .rate: writer.decimal(try row.rate(index))
    }
  }
}
