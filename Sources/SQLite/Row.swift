import Basics
import CSQLite

/// The row that a running statement stands on, lent for the length of one call.
///
/// Columns are counted from 0. It can't be kept: the statement goes on to the next row, or is reset, behind it.
//
// Safe, as are Column and StatementParameter: they can't be copied, and are lent while the statement stands still.
@safe @usableFromInline package struct Row: ~Copyable {
  @usableFromInline let statement: OpaquePointer

  @inlinable init(of statement: OpaquePointer) {
    unsafe self.statement = statement
  }

  @inlinable package var columnCount: Int { unsafe Int(sqlite3_data_count(statement)) }

  /// The column's value as the type that the caller expects. Throws if it is of another storage class, or NULL for
  /// a type that isn't optional.
  @inlinable package subscript<T: ColumnValue>(_ index: Int) -> T {
    get throws(SQLiteError) {
      try unsafe T(Column(of: statement, index: index))
    }
  }

  /// The column's whole number, for a hot loop: without a type to find out.
  @inlinable package func integer(_ index: Int) throws(SQLiteError) -> Int {
    unsafe Int(truncatingIfNeeded: try Column(of: statement, index: index).integer)
  }

  @inlinable package func value(_ index: Int) throws(SQLiteError) -> DatabaseValue {
    try unsafe DatabaseValue(Column(of: statement, index: index))
  }

  @inlinable package func isNull(_ index: Int) -> Bool {
    unsafe Column(of: statement, index: index).isNull
  }

  @inlinable package func isText(_ index: Int) -> Bool {
    unsafe Column(of: statement, index: index).storageClass == .text
  }

  /// Calls `body` with the column's text where SQLite keeps it, so that no `String` is made on its way out.
  ///
  /// The bytes are as they were stored, which need not be UTF-8. Throws `SQLiteError` if the column
  /// isn't text, and what `body` throws.
  @inlinable package func withText<R, Failure: Error>(
    _ index: Int, _ body: (BorrowedBytes) throws(Failure) -> R
  ) throws -> R {
    try unsafe body(Column(of: statement, index: index).textBytes)
  }
}

/// One value of the row that a statement stands on, readable only as what it is.
///
/// Reading it as another storage class throws `SQLiteError` with `ResultCode.mismatch`, naming column and SQL: SQLite
/// itself would convert, and make a silent 0 of a name. Source: https://www.sqlite.org/c3ref/column_blob.html
@safe @usableFromInline package struct Column: ~Copyable {
  @usableFromInline let statement: OpaquePointer
  @usableFromInline let index: Int32

  @inlinable init(of statement: OpaquePointer, index: Int) {
    unsafe self.statement = statement
    // An index too big for C is out of range, whatever becomes of it: no row has so many columns.
    self.index = Int32(clamping: index)
  }

  /// The value itself. Asked for once: each `sqlite3_column_…` call checks anew what the value's own calls take for
  /// granted. It is "unprotected", which is all that the one owner of a connection needs.
  /// Source: https://www.sqlite.org/c3ref/value.html
  @inlinable var value: OpaquePointer? { unsafe sqlite3_column_value(statement, index) }

  @inlinable var storageClass: StorageClass {
    unsafe StorageClass(code: sqlite3_value_type(value))
  }

  @inlinable package var isNull: Bool {
    unsafe sqlite3_value_type(value) == SQLITE_NULL
  }

  package var name: String? {
    unsafe sqlite3_column_name(statement, index).map { unsafe String(cString: $0) }
  }

  @inlinable package var integer: Int64 {
    get throws(SQLiteError) {
      let value = unsafe value
      guard unsafe sqlite3_value_type(value) == SQLITE_INTEGER else { throw mismatch("INTEGER") }
      return unsafe sqlite3_value_int64(value)
    }
  }

  @inlinable package var real: Double {
    get throws(SQLiteError) {
      let value = unsafe value
      guard unsafe sqlite3_value_type(value) == SQLITE_FLOAT else { throw mismatch("REAL") }
      return unsafe sqlite3_value_double(value)
    }
  }

  /// The text; what is not UTF-8 in it becomes U+FFFD.
  @inlinable package var text: String {
    get throws(SQLiteError) {
      try textBytes.text
    }
  }

  @inlinable package var blob: [UInt8] {
    get throws(SQLiteError) {
      let value = unsafe value
      guard unsafe sqlite3_value_type(value) == SQLITE_BLOB else { throw mismatch("BLOB") }
      let start = unsafe sqlite3_value_blob(value)
      return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value))))
    }
  }

  /// The text where SQLite keeps it, valid until the statement's next step.
  @inlinable var textBytes: BorrowedBytes {
    get throws(SQLiteError) {
      let value = unsafe value
      guard unsafe sqlite3_value_type(value) == SQLITE_TEXT else { throw mismatch("TEXT") }
      // As a blob: the bytes are the same, and SQLite doesn't copy them to end them with a NUL.
      let start = unsafe sqlite3_value_blob(value)
      return unsafe BorrowedBytes(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value))))
    }
  }

  /// Throws if the row has no such column, which SQLite would read as NULL.
  @inlinable func checkIndex() throws(SQLiteError) {
    guard index >= 0, unsafe index < sqlite3_data_count(statement) else { throw noSuchColumn() }
  }

  @usableFromInline func mismatch(_ expected: StaticString) -> SQLiteError {
    let count = unsafe sqlite3_data_count(statement)
    guard index >= 0, index < count else { return noSuchColumn() }
    let message = "column \(index) (\(name ?? "unnamed")) is \(storageClass.rawValue), not \(expected)"
    return unsafe SQLiteError(.mismatch, message, sql: SQLiteError.text(of: statement))
  }

  @usableFromInline func noSuchColumn() -> SQLiteError {
    let message = unsafe "there is no column \(index): the row has \(sqlite3_data_count(statement))"
    return unsafe SQLiteError(.range, message, sql: SQLiteError.text(of: statement))
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
