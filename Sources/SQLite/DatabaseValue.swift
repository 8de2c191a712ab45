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

/// As SQLite compares them: texts are equal if their bytes are. Two spellings of one character, which `String` takes
/// for equal, are two keys in a table.
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

/// What can be given to a statement as a value.
///
/// A type of one's own conforms by handing `parameter` one of the storage classes.
@usableFromInline package protocol Bindable {
  func bind(to parameter: borrowing StatementParameter) throws(SQLiteError)
}

extension Int: Bindable {
  @inlinable package func bind(to parameter: borrowing StatementParameter) throws(SQLiteError) {
    try parameter.set(Int64(self))
  }
}

extension Int64: Bindable {
  @inlinable package func bind(to parameter: borrowing StatementParameter) throws(SQLiteError) {
    try parameter.set(self)
  }
}

/// Bound as 0 or 1, since SQLite has no truth values. Source: https://www.sqlite.org/datatype3.html
extension Bool: Bindable {
  @inlinable package func bind(to parameter: borrowing StatementParameter) throws(SQLiteError) {
    try parameter.set(self ? Int64(1) : 0)
  }
}

extension String: Bindable {
  @inlinable package func bind(to parameter: borrowing StatementParameter) throws(SQLiteError) {
    try parameter.set(self)
  }
}

/// Bound as a blob.
extension [UInt8]: Bindable {
  @inlinable package func bind(to parameter: borrowing StatementParameter) throws(SQLiteError) {
    try parameter.set(self)
  }
}

/// Bound as NULL without a value.
extension Optional: Bindable where Wrapped: Bindable {
  @inlinable package func bind(to parameter: borrowing StatementParameter) throws(SQLiteError) {
    guard let self else { return try parameter.setNull() }
    try self.bind(to: parameter)
  }
}

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
