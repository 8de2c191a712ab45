import JSON
import SQLite

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
