/// A value of any storage class, for SQL that is known only at run time.
///
/// Source: https://www.sqlite.org/datatype3.html
@usableFromInline package enum DatabaseValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])
}

extension DatabaseValue: Bindable {
  @inlinable package func bind(to parameter: borrowing StatementParameter) throws(SQLiteError) {
    switch self {
    case .null: try parameter.setNull()
    case .integer(let number): try parameter.set(number)
    case .real(let number): try parameter.set(number)
    case .text(let text): try parameter.set(text)
    case .blob(let bytes): try parameter.set(bytes)
    }
  }
}

extension DatabaseValue: ColumnValue {
  @inlinable package init(_ column: borrowing Column) throws(SQLiteError) {
    switch column.storageClass {
    case .integer: self = .integer(try column.integer)
    case .real: self = .real(try column.real)
    case .text: self = .text(try column.text)
    case .blob: self = .blob(try column.blob)
    case .null:
      try column.checkIndex()
      self = .null
    }
  }
}
