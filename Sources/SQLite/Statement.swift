import CSQLite

/// A prepared statement, from `sqlite3_prepare_v3` to `sqlite3_finalize`.
///
/// It is lent to one use at a time, and finished after each: reset, so that it holds no lock, and without values.
/// Source: https://www.sqlite.org/c3ref/stmt.html
@usableFromInline final class Statement {
  @usableFromInline let handle: OpaquePointer
  @usableFromInline var isLent = false

  /// Prepares the one statement in `sql`. Refuses none, and more than one: what follows the first would never run.
  init(
    preparing sql: UnsafeBufferPointer<UInt8>, on connection: OpaquePointer, isKept: Bool
  ) throws(SQLiteError) {
    func failure(_ code: ResultCode, _ message: String) -> SQLiteError {
      SQLiteError(code, message, sql: String(decoding: sql, as: UTF8.self))
    }
    guard let length = Int32(exactly: sql.count) else { throw failure(.range, "SQL of 2 GiB or more") }
    guard let start = sql.baseAddress else { throw failure(.misuse, "no statement") }
    let text = UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self)
    var handle: OpaquePointer?
    var tail: UnsafePointer<CChar>?
    let flags = isKept ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
    let code = sqlite3_prepare_v3(connection, text, length, flags, &handle, &tail)
    guard code == SQLITE_OK else {
      throw SQLiteError(code, connection: connection, sql: String(decoding: sql, as: UTF8.self))
    }
    guard let handle else { throw failure(.misuse, "no statement") }
    if let tail, !Self.isBlank(tail, bytes: length - Int32(tail - text), on: connection) {
      sqlite3_finalize(handle)
      throw failure(.misuse, "more than one statement")
    }
    self.handle = handle
  }

  deinit { sqlite3_finalize(handle) }

  /// Goes to the next row, and says whether there is one.
  @inlinable func step() throws(SQLiteError) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw SQLiteError(code, statement: handle)
    }
  }

  /// Ends a use. What `sqlite3_reset` answers is the step's error again, which has been thrown.
  @inlinable func finish() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
    isLent = false
  }

  @inlinable func bind<each V: Bindable>(_ values: repeat each V) throws(SQLiteError) {
    var index: Int32 = 0
    for value in repeat each values {
      index += 1
      try value.bind(to: StatementParameter(of: handle, index: index))
    }
    try checkParameterCount(index)
  }

  func bind(_ values: [DatabaseValue]) throws(SQLiteError) {
    var index: Int32 = 0
    for value in values {
      index += 1
      try value.bind(to: StatementParameter(of: handle, index: index))
    }
    try checkParameterCount(index)
  }

  /// SQLite takes a value that was not bound for NULL: one too few is as wrong as one too many.
  @usableFromInline func checkParameterCount(_ given: Int32) throws(SQLiteError) {
    let expected = sqlite3_bind_parameter_count(handle)
    guard given != expected else { return }
    throw SQLiteError(
      .range, "\(given) values for \(expected) parameters", sql: SQLiteError.text(of: handle))
  }

  /// Whether there is nothing but white space and comments: SQLite prepares that to no statement.
  private static func isBlank(_ tail: UnsafePointer<CChar>, bytes: Int32, on connection: OpaquePointer) -> Bool {
    guard bytes > 0, tail.pointee != 0 else { return true }
    var next: OpaquePointer?
    let code = sqlite3_prepare_v3(connection, tail, bytes, 0, &next, nil)
    defer { sqlite3_finalize(next) }
    return code == SQLITE_OK && next == nil
  }
}
