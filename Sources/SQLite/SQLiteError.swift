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
    let detail = unsafe connection.flatMap { unsafe sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
    let offset = unsafe connection.map { unsafe sqlite3_error_offset($0) } ?? -1
    unsafe self.init(
      ResultCode(rawValue: code), detail.map { unsafe String(cString: $0) } ?? "unknown error",
      sql: sql, offset: offset < 0 ? nil : Int(offset))
  }

  /// The error that the connection of `statement` had last.
  @usableFromInline init(_ code: Int32, statement: OpaquePointer) {
    unsafe self.init(code, connection: sqlite3_db_handle(statement), sql: Self.text(of: statement))
  }

  package var isConstraint: Bool { code.primary == .constraint }
  package var isBusy: Bool { code.primary == .busy }
  /// Whether there is no more room on the disk or in memory.
  package var isOutOfSpace: Bool { code.primary == .full || code.primary == .noMemory }

  /// The statement that met it has been undone.
  package var storageProblem: String? {
    switch code.primary {
    case .full: "There is no room on the disk for this change, which was undone: free some, and call again"
    case .noMemory: "There is no memory to finish this call: remove databases and snapshots, or give the server more"
    case .busy:
      "The database's file is locked by another program, so that this change was undone: end that one's transaction"
    case .readOnly:
      "The database's file is read-only, so that this change was undone: let the server's user write to it"
    case .corrupt, .notADatabase:
      "The database's file is damaged: stop the server, and put a good file in its place or remove it"
    case .inputOutput, .cantOpen:
      "The disk failed to read or write the database's file, so that this change was undone: look at the disk"
    default: nil
    }
  }

  /// The SQL with its placeholders, as `sqlite3_expanded_sql` would not give it.
  static func text(of statement: OpaquePointer) -> String? {
    unsafe sqlite3_sql(statement).map { unsafe String(cString: $0) }
  }
}

/// An error that may be about where databases are kept, and not about what was asked of them.
package protocol StorageError: Error {
  /// What is wrong with it and what to do, in words for a client; nil if it isn't about that.
  var storageProblem: String? { get }

  /// Whether there is no more room on the disk or in memory.
  var isOutOfSpace: Bool { get }
}

extension SQLiteError: StorageError {}

extension SQLiteError: CustomStringConvertible {
  /// `SQLITE_CONSTRAINT_UNIQUE: UNIQUE constraint failed: res_users.login, in: INSERT INTO …`
  @usableFromInline package var description: String {
    var text = "\(code): \(message)"
    if let offset { text += ", at byte \(offset)" }
    if let sql { text += ", in: \(sql)" }
    return text
  }
}
