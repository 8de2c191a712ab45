import CSQLite

/// One value of the row that a statement stands on, readable only as what it is.
///
/// Reading it as another storage class throws `SQLiteError` with `ResultCode.mismatch`, naming column and SQL: SQLite
/// itself would convert, and make a silent 0 of a name. Source: https://www.sqlite.org/c3ref/column_blob.html
@usableFromInline package struct Column: ~Copyable {
  @usableFromInline let statement: OpaquePointer
  @usableFromInline let index: Int32

  @inlinable init(of statement: OpaquePointer, index: Int) {
    self.statement = statement
    // An index too big for C is out of range, whatever becomes of it: no row has so many columns.
    self.index = Int32(clamping: index)
  }

  /// The value itself. Asked for once: each `sqlite3_column_…` call checks anew what the value's own calls take for
  /// granted. It is "unprotected", which is all that the one owner of a connection needs.
  /// Source: https://www.sqlite.org/c3ref/value.html
  @inlinable var value: OpaquePointer? { sqlite3_column_value(statement, index) }

  @inlinable var storageClass: StorageClass {
    StorageClass(code: sqlite3_value_type(value))
  }

  @inlinable package var isNull: Bool {
    sqlite3_value_type(value) == SQLITE_NULL
  }

  package var name: String? {
    sqlite3_column_name(statement, index).map { String(cString: $0) }
  }

  @inlinable package var integer: Int64 {
    get throws(SQLiteError) {
      let value = value
      guard sqlite3_value_type(value) == SQLITE_INTEGER else { throw mismatch("INTEGER") }
      return sqlite3_value_int64(value)
    }
  }

  @inlinable package var real: Double {
    get throws(SQLiteError) {
      let value = value
      guard sqlite3_value_type(value) == SQLITE_FLOAT else { throw mismatch("REAL") }
      return sqlite3_value_double(value)
    }
  }

  /// The text; what is not UTF-8 in it becomes U+FFFD.
  @inlinable package var text: String {
    get throws(SQLiteError) {
      String(decoding: try textBytes, as: UTF8.self)
    }
  }

  @inlinable package var blob: [UInt8] {
    get throws(SQLiteError) {
      let value = value
      guard sqlite3_value_type(value) == SQLITE_BLOB else { throw mismatch("BLOB") }
      let start = sqlite3_value_blob(value)
      return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value))))
    }
  }

  /// The text where SQLite keeps it, valid until the statement's next step.
  @inlinable var textBytes: UnsafeRawBufferPointer {
    get throws(SQLiteError) {
      let value = value
      guard sqlite3_value_type(value) == SQLITE_TEXT else { throw mismatch("TEXT") }
      // As a blob: the bytes are the same, and SQLite doesn't copy them to end them with a NUL.
      let start = sqlite3_value_blob(value)
      return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value)))
    }
  }

  /// Throws if the row has no such column, which SQLite would read as NULL.
  @inlinable func checkIndex() throws(SQLiteError) {
    guard index >= 0, index < sqlite3_data_count(statement) else { throw noSuchColumn() }
  }

  @usableFromInline func mismatch(_ expected: StaticString) -> SQLiteError {
    let count = sqlite3_data_count(statement)
    guard index >= 0, index < count else { return noSuchColumn() }
    let message = "column \(index) (\(name ?? "unnamed")) is \(storageClass.rawValue), not \(expected)"
    return SQLiteError(.mismatch, message, sql: SQLiteError.text(of: statement))
  }

  @usableFromInline func noSuchColumn() -> SQLiteError {
    let message = "there is no column \(index): the row has \(sqlite3_data_count(statement))"
    return SQLiteError(.range, message, sql: SQLiteError.text(of: statement))
  }
}

/// What a stored value is, whatever its column was declared to hold.
///
/// Source: https://www.sqlite.org/datatype3.html
@usableFromInline enum StorageClass: String, Sendable {
  case integer = "INTEGER"
  case real = "REAL"
  case text = "TEXT"
  case blob = "BLOB"
  case null = "NULL"

  @inlinable init(code: Int32) {
    switch code {
    case SQLITE_INTEGER: self = .integer
    case SQLITE_FLOAT: self = .real
    case SQLITE_TEXT: self = .text
    case SQLITE_BLOB: self = .blob
    default: self = .null
    }
  }
}
