import SQLite

/// The rows of a query, read while the answer is written: none is kept.
struct Rows {
  let forEach: ((borrowing Row) throws -> Void) throws -> Void
}
