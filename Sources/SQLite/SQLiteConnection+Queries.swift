import CSQLite

/// Statements whose SQL is a literal: prepared once, found by its address, and specialised to the values' types.
///
/// A query's rows are lent to the closure one by one; whatever way it ends, the statement is reset.
extension SQLiteConnection {
  /// Runs a statement to its end and returns how many rows it changed itself, without those of triggers.
  @discardableResult
  @inlinable package func run<each V: Bindable>(
    _ sql: StaticString, _ values: repeat each V
  ) throws(SQLiteError) -> Int {
    let statement = try statement(sql)
    defer { statement.finish() }
    try statement.bind(repeat each values)
    return try changes(of: statement)
  }

  /// Calls `body` with each row. Throws `SQLiteError`, and what `body` throws.
  @inlinable package func forEach<each V: Bindable>(
    _ sql: StaticString, _ values: repeat each V, do body: (borrowing Row) throws -> Void
  ) throws {
    let statement = try statement(sql)
    defer { statement.finish() }
    try statement.bind(repeat each values)
    while try statement.step() { try unsafe body(Row(of: statement.handle)) }
  }

  /// What `read` makes of the rows, in order. Throws `SQLiteError`, and what `read` throws.
  @inlinable package func all<each V: Bindable, R>(
    _ sql: StaticString, _ values: repeat each V, read: (borrowing Row) throws -> R
  ) throws -> [R] {
    let statement = try statement(sql)
    defer { statement.finish() }
    try statement.bind(repeat each values)
    var results: [R] = []
    while try statement.step() { unsafe results.append(try read(Row(of: statement.handle))) }
    return results
  }

  /// What `read` makes of the first row, nil without one. The rest is not looked at.
  /// Throws `SQLiteError`, and what `read` throws.
  @inlinable package func first<each V: Bindable, R>(
    _ sql: StaticString, _ values: repeat each V, read: (borrowing Row) throws -> R
  ) throws -> R? {
    let statement = try statement(sql)
    defer { statement.finish() }
    try statement.bind(repeat each values)
    guard try statement.step() else { return nil }
    let result = try unsafe read(Row(of: statement.handle))
    if !statement.readsOnly {
      // A write with RETURNING commits behind its last row: a reset would keep to itself that a deferred key forbids
      // it.
      while try statement.step() {}
    }
    return result
  }

  /// Steps to the end. `sqlite3_changes` keeps the last writing statement's number when one doesn't write, hence the
  /// look at the total. Source: https://www.sqlite.org/c3ref/changes.html
  @usableFromInline func changes(of statement: Statement) throws(SQLiteError) -> Int {
    let before = unsafe sqlite3_total_changes64(handle)
    while try statement.step() {}
    guard unsafe sqlite3_total_changes64(handle) != before else { return 0 }
    return unsafe Int(truncatingIfNeeded: sqlite3_changes64(handle))
  }
}
