/// A value of any storage class, for SQL that is known only at run time.
///
/// Source: https://www.sqlite.org/datatype3.html
@usableFromInline package enum DatabaseValue: Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])
}

/// As SQLite compares them: texts are equal if their bytes are. Two spellings of one character, which `String` takes for
/// equal, are two keys in a table.
extension DatabaseValue: Hashable {
  @inlinable package static func == (left: DatabaseValue, right: DatabaseValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.integer(let one), .integer(let other)): one == other
    case (.real(let one), .real(let other)): one == other
    case (.text(let one), .text(let other)): one.utf8.elementsEqual(other.utf8)
    case (.blob(let one), .blob(let other)): one == other
    case (.null, _), (.integer, _), (.real, _), (.text, _), (.blob, _): false
    }
  }

  @inlinable package func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .integer(let number): hasher.combine(number)
    case .real(let number): hasher.combine(number)
    case .text(let text): for byte in text.utf8 { hasher.combine(byte) }
    case .blob(let bytes): hasher.combine(bytes)
    }
  }
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
