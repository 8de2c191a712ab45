import JSONRPC
import SQLite

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
