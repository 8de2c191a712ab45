import CSQLite

/// What SQLite, or this layer in its words, refused to do.
///
/// It has the SQL and never the values that were bound to it, so that it can be logged. `offset` is the byte of the
/// SQL that the message is about, where SQLite says. Source: https://www.sqlite.org/c3ref/errcode.html
@usableFromInline package struct SQLiteError: Error, Equatable, Sendable {
  package let code: ResultCode
  package let message: String
  package let sql: String?
  package let offset: Int?

  package init(_ code: ResultCode, _ message: String, sql: String? = nil, offset: Int? = nil) {
    self.code = code
    self.message = message
    self.sql = sql
    self.offset = offset
  }

  /// The error that `connection` had last.
  init(_ code: Int32, connection: OpaquePointer?, sql: String? = nil) {
    let detail = connection.flatMap { sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
    let offset = connection.map { sqlite3_error_offset($0) } ?? -1
    self.init(
      ResultCode(rawValue: code), detail.map { String(cString: $0) } ?? "unknown error",
      sql: sql, offset: offset < 0 ? nil : Int(offset))
  }

  /// The error that the connection of `statement` had last.
  @usableFromInline init(_ code: Int32, statement: OpaquePointer) {
    self.init(code, connection: sqlite3_db_handle(statement), sql: Self.text(of: statement))
  }

  package var isConstraint: Bool { code.primary == .constraint }
  package var isBusy: Bool { code.primary == .busy }
  /// Whether the disk is full, or what was allowed of it.
  package var isOutOfSpace: Bool { code.primary == .full }
  /// Whether it is about where the database is kept, and not what was asked of it.
  package var isOfStorage: Bool {
    [.full, .inputOutput, .readOnly, .cantOpen, .corrupt, .notADatabase].contains(code.primary)
  }

  /// The SQL with its placeholders, as `sqlite3_expanded_sql` would not give it.
  static func text(of statement: OpaquePointer) -> String? {
    sqlite3_sql(statement).map { String(cString: $0) }
  }
}

extension SQLiteError: CustomStringConvertible {
  /// `SQLITE_CONSTRAINT_UNIQUE: UNIQUE constraint failed: res_users.login, in: INSERT INTO …`
  @usableFromInline package var description: String {
    var text = "\(code): \(message)"
    if let offset { text += ", at byte \(offset)" }
    if let sql { text += ", in: \(sql)" }
    return text
  }
}
