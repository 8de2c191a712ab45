import Basics
import CSQLite

/// The place of one value in a statement that is about to run.
///
/// It lends the statement to `Bindable.bind` and can't outlive the call. Text and blobs are copied by SQLite.
/// Source: https://www.sqlite.org/c3ref/bind_blob.html
@safe @usableFromInline package struct StatementParameter: ~Copyable {
  @usableFromInline let statement: OpaquePointer
  @usableFromInline let index: Int32

  @inlinable init(of statement: OpaquePointer, index: Int32) {
    unsafe self.statement = statement
    self.index = index
  }

  @inlinable package func setNull() throws(SQLiteError) {
    try unsafe check(sqlite3_bind_null(statement, index))
  }

  @inlinable package func set(_ number: Int64) throws(SQLiteError) {
    try unsafe check(sqlite3_bind_int64(statement, index, number))
  }

  @inlinable package func set(_ number: Double) throws(SQLiteError) {
    try unsafe check(sqlite3_bind_double(statement, index, number))
  }

  @inlinable package func set(_ text: String) throws(SQLiteError) {
    try check(text.withBytes { setText($0) })
  }

  /// Binds text that is already UTF-8, which SQLite does not check.
  @inlinable package func set(utf8 text: BorrowedBytes) throws(SQLiteError) {
    try check(setText(text))
  }

  @inlinable package func set(_ blob: [UInt8]) throws(SQLiteError) {
    try unsafe check(
      blob.withUnsafeBytes { bytes in
        // An empty array may have no address, and a null pointer would bind NULL instead of an empty blob.
        guard let start = bytes.baseAddress, unsafe !bytes.isEmpty else {
          return unsafe sqlite3_bind_zeroblob(statement, index, 0)
        }
        return unsafe csqlite_bind_blob(statement, index, start, sqlite3_uint64(bytes.count))
      })
  }

  @inlinable func setText(_ text: BorrowedBytes) -> Int32 {
    unsafe text.withUnsafeMemory { text in
      guard let start = text.baseAddress else { return unsafe csqlite_bind_text(statement, index, "", 0) }
      let characters = unsafe start.assumingMemoryBound(to: CChar.self)
      return unsafe csqlite_bind_text(statement, index, characters, sqlite3_uint64(text.count))
    }
  }

  @inlinable func check(_ code: Int32) throws(SQLiteError) {
    if code != SQLITE_OK { throw unsafe SQLiteError(code, statement: statement) }
  }
}
