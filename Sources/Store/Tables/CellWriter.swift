import Basics
import JSON
import SQLite

/// Writes what the tables store as a fixture has it: the inverse of `CellReader`.
struct CellWriter {
  /// Whether a password's hash is written, or asterisks in its place.
  let showsHashes: Bool

  /// Writes the row as an object; its columns are those of `columns`, in that order.
  func write(_ row: borrowing Row, _ columns: [TableInfo.Column], to writer: inout Writer) throws {
    writer.beginObject()
    for (index, column) in columns.enumerated() {
      writer.key(column.name)
      try write(try row.value(index), as: column.format, to: &writer)
    }
    writer.endObject()
  }

  private func write(_ value: DatabaseValue, as format: ColumnFormat, to writer: inout Writer) throws {
    switch (value, format) {
    case (.null, _): writer.null()
    case (.integer(let number), .boolean): writer.bool(number != 0)
    case (.integer(let units), .amount), (.integer(let units), .derived):
      guard let amount = ExactDecimal(units: units, scale: ColumnFormat.amountScale) else { return writer.null() }
      writer.decimal(amount)
    case (.integer(let number), _): writer.integer(Int(number))
    case (.text(let text), .rate):
      // A number, as in the built-in scenarios; a text would be read back as well.
      guard let rate = ExactDecimal(text) else { return writer.string(text) }
      writer.decimal(rate)
    case (.text, .passwordHash) where !showsHashes: writer.string("***")
    case (.text(let text), _): writer.string(text)
    case (.blob(let bytes), _): writer.string(Base64.encode(bytes))
    case (.real, _): throw SQLiteError(.mismatch, "a table has a binary fraction: \(value)")
    }
  }
}
