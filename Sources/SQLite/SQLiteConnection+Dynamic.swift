/// Statements whose SQL is made at run time, as the table inspector's and the fixture loader's.
extension SQLiteConnection {
  /// Runs a statement to its end and returns how many rows it changed itself.
  @discardableResult
  package func run(dynamic sql: String, _ values: [DatabaseValue] = []) throws(SQLiteError) -> Int {
    let statement = try statement(dynamic: sql)
    defer { statement.finish() }
    try statement.bind(values)
    return try changes(of: statement)
  }

  /// Runs one statement for each row of values and returns how many rows they changed: prepared once for all.
  @discardableResult
  package func run(dynamic sql: String, each rows: some Sequence<[DatabaseValue]>) throws(SQLiteError) -> Int {
    let statement = try statement(dynamic: sql)
    defer { statement.finish() }
    var changed = 0
    for values in rows {
      try statement.bind(values)
      changed += try changes(of: statement)
      statement.finish()
    }
    return changed
  }

  /// Calls `body` with each row.
  package func forEach(
    dynamic sql: String, _ values: [DatabaseValue] = [], do body: (borrowing Row) throws -> Void
  ) throws {
    let statement = try statement(dynamic: sql)
    defer { statement.finish() }
    try statement.bind(values)
    while try statement.step() { try body(Row(of: statement.handle)) }
  }

  /// What `read` makes of the rows, in order.
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
  package func queryPlan(_ sql: String) throws -> [String] {
    let statement = try statement(dynamic: "EXPLAIN QUERY PLAN " + sql)
    defer { statement.finish() }
    var lines: [String] = []
    while try statement.step() { lines.append(try Row(of: statement.handle)[3]) }
    return lines
  }
}
