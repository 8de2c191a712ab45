import CSQLite

/// The row that a running statement stands on, lent for the length of one call.
///
/// Columns are counted from 0. It can't be kept: the statement goes on to the next row, or is reset, behind it.
@usableFromInline package struct Row: ~Copyable {
  @usableFromInline let statement: OpaquePointer

  @inlinable init(of statement: OpaquePointer) {
    self.statement = statement
  }

  @inlinable package var columnCount: Int { Int(sqlite3_data_count(statement)) }

  /// The column's value as the type that the caller expects. Throws if it is of another storage class, or NULL for
  /// a type that isn't optional.
  @inlinable package subscript<T: ColumnValue>(_ index: Int) -> T {
    get throws(SQLiteError) {
      try T(Column(of: statement, index: index))
    }
  }

  /// The column's whole number, for a hot loop: without a type to find out.
  @inlinable package func integer(_ index: Int) throws(SQLiteError) -> Int {
    Int(truncatingIfNeeded: try Column(of: statement, index: index).integer)
  }

  @inlinable package func value(_ index: Int) throws(SQLiteError) -> DatabaseValue {
    try DatabaseValue(Column(of: statement, index: index))
  }

  @inlinable package func isNull(_ index: Int) -> Bool {
    Column(of: statement, index: index).isNull
  }

  /// Calls `body` with the column's text where SQLite keeps it, so that no `String` is made on its way out.
  ///
  /// The bytes are as they were stored, which need not be UTF-8. Throws if the column isn't text.
  @inlinable package func withText<R, Failure: Error>(
    _ index: Int, _ body: (UnsafeRawBufferPointer) throws(Failure) -> R
  ) throws -> R {
    try body(try Column(of: statement, index: index).textBytes)
  }
}
