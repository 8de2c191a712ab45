/// Statements whose SQL is made at run time, such as the fixture loader's.
extension SQLiteConnection {
  /// Prepares a statement for a caller that runs it many times.
  package func prepare(_ sql: String) throws(SQLiteError) -> PreparedStatement {
    PreparedStatement(try makeStatement(sql), on: self)
  }

  /// Calls `body` with each row. Throws `SQLiteError`, and what `body` throws.
  package func forEach(
    dynamic sql: String, _ values: [DatabaseValue] = [], do body: (borrowing Row) throws -> Void
  ) throws {
    let statement = try statement(dynamic: sql)
    defer { statement.finish() }
    try statement.bind(values)
    while try statement.step() { try unsafe body(Row(of: statement.handle)) }
  }

  /// What `read` makes of the rows, in order. Throws `SQLiteError`, and what `read` throws.
  package func all<R>(
    dynamic sql: String, _ values: [DatabaseValue] = [], read: (borrowing Row) throws -> R
  ) throws -> [R] {
    var results: [R] = []
    try forEach(dynamic: sql, values) { row in results.append(try read(row)) }
    return results
  }

  /// How SQLite would run a statement, a line a step, as `SEARCH res_users USING INDEX …`.
  ///
  /// Values are not needed: what isn't bound is NULL. Source: https://www.sqlite.org/eqp.html
  package func queryPlan(_ sql: String) throws(SQLiteError) -> [String] {
    let statement = try statement(dynamic: "EXPLAIN QUERY PLAN " + sql)
    defer { statement.finish() }
    var lines: [String] = []
    while try statement.step() { unsafe lines.append(try Row(of: statement.handle)[3]) }
    return lines
  }
}

/// A statement made at run time, kept by a caller that runs it many times.
///
/// It keeps its connection open, and is ready again after each run, however that ended.
package final class PreparedStatement {
  // Released in this order: a connection can't close before its statements.
  private var statement: Statement?
  private let connection: SQLiteConnection

  fileprivate init(_ statement: Statement, on connection: SQLiteConnection) {
    self.statement = statement
    self.connection = connection
  }

  deinit { statement = nil }

  /// Runs it to its end and returns how many rows it changed itself.
  @discardableResult
  package func run(_ values: [DatabaseValue]) throws(SQLiteError) -> Int {
    guard let statement else { return 0 }
    defer { statement.finish() }
    try statement.bind(values)
    return try connection.changes(of: statement)
  }
}
