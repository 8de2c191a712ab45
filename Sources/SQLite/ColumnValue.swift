/// What can be read from a column.
///
/// A type of one's own conforms by asking `column` for the one storage class it expects.
@usableFromInline package protocol ColumnValue {
  init(_ column: borrowing Column) throws(SQLiteError)
}

extension Int: ColumnValue {
  @inlinable package init(_ column: borrowing Column) throws(SQLiteError) {
    self = Int(truncatingIfNeeded: try column.integer)
  }
}

extension Int64: ColumnValue {
  @inlinable package init(_ column: borrowing Column) throws(SQLiteError) {
    self = try column.integer
  }
}

/// Read from 0 and 1; any other number is a mismatch.
extension Bool: ColumnValue {
  @inlinable package init(_ column: borrowing Column) throws(SQLiteError) {
    switch try column.integer {
    case 0: self = false
    case 1: self = true
    default: throw column.mismatch("0 or 1")
    }
  }
}

extension String: ColumnValue {
  @inlinable package init(_ column: borrowing Column) throws(SQLiteError) {
    self = try column.text
  }
}

/// Read from a blob.
extension [UInt8]: ColumnValue {
  @inlinable package init(_ column: borrowing Column) throws(SQLiteError) {
    self = try column.blob
  }
}

/// Read from NULL as nil.
extension Optional: ColumnValue where Wrapped: ColumnValue {
  @inlinable package init(_ column: borrowing Column) throws(SQLiteError) {
    guard column.isNull else {
      self = .some(try Wrapped(column))
      return
    }
    try column.checkIndex()
    self = .none
  }
}
