/// A statement made at run time, kept by whoever runs it many times over.
///
/// It keeps its connection open, and is ready again after each run, whatever way that ended.
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

extension SQLiteConnection {
  package func prepare(_ sql: String) throws(SQLiteError) -> PreparedStatement {
    PreparedStatement(try makeStatement(sql), on: self)
  }
}
