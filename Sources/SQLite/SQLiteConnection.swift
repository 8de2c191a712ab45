import Basics
import CPages
import CSQLite

/// An open database and the statements prepared on it, used by one owner at a time.
///
/// It is opened without SQLite's own mutex, so the owner guards it; foreign keys are enforced, double-quoted text is no
/// string, and a schema from elsewhere is not trusted. Journal and sync settings are the owner's, by `execute`.
/// Source: https://www.sqlite.org/threadsafe.html
//
// Safe: the handle is SQLite's until the connection is closed, and what it is lent to ends before.
@safe @usableFromInline package final class SQLiteConnection {
  @usableFromInline let handle: OpaquePointer
  package let location: Location
  private var statements = StatementCache()
  /// The latest of SQL that was made at run time: a fixture's rows ask for the same one a thousand times.
  private var dynamicStatements: [String: Statement] = [:]

  /// Where the tables are noted that are written to; nil before somebody wants to know.
  var changes: TableChanges?

  /// Whether nothing has been asked of it since it was opened.
  private(set) var isFresh = true

  /// Whether it has been bound to pages, and has the settings that those want.
  var isBound = false

  /// Whether the outermost transaction's body runs.
  var isInBody = false

  /// Why changes that are to be undone are still there; nothing else runs until they are undone (`finishRollback`).
  var rollbackFailure: SQLiteError?

  private static let mostDynamicStatements = 32

  #if DEBUG
  /// Whether a statement that writes stops the process, as long as somebody runs who has promised only to read.
  package var allowsOnlyReads = false
  #endif

  package init(_ location: Location) throws(SQLiteError) {
    _ = SQLiteLibrary.countsNoMemory
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    var opened: OpaquePointer?
    let code = unsafe sqlite3_open_v2(location.filename, &opened, flags, location == .pages ? Self.pagesVFS : nil)
    guard code == SQLITE_OK, let opened = unsafe opened else {
      let error = unsafe SQLiteError(code, connection: opened, sql: nil)
      unsafe sqlite3_close(opened)
      throw SQLiteError(error.code, "\(location.filename): \(error.message)")
    }
    unsafe handle = opened
    self.location = location
    if case .file = location { unsafe sqlite3_busy_timeout(handle, Self.busyTimeout) }
    for (option, on) in Self.switches { try set(option, to: on) }
    try execute("PRAGMA temp_store = MEMORY")
    isFresh = true
  }

  deinit {
    dropStatements()
    let code = unsafe sqlite3_close(handle)
    assert(code == SQLITE_OK, "a connection closed while one of its statements was in use")
  }

  /// The VFS of `SharedPages`, registered once.
  private static let pagesVFS = cpages_register() == SQLITE_OK ? "pages" : nil

  /// How long a statement waits for another process that writes to the file, in milliseconds.
  private static let busyTimeout: Int32 = 5_000

  /// Source: https://www.sqlite.org/c3ref/c_dbconfig_defensive.html and https://www.sqlite.org/security.html
  private static let switches: [(option: Int32, on: Int32)] = [
    (SQLITE_DBCONFIG_ENABLE_FKEY, 1), (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
    (SQLITE_DBCONFIG_DQS_DDL, 0), (SQLITE_DBCONFIG_DQS_DML, 0),
  ]

  func set(_ option: Int32, to on: Int32) throws(SQLiteError) {
    let code = unsafe csqlite_switch(handle, option, on)
    guard code == SQLITE_OK else { throw unsafe SQLiteError(code, connection: handle) }
  }

  /// The id of the row that was inserted last. Source: https://www.sqlite.org/c3ref/last_insert_rowid.html
  package var lastInsertedID: Int { unsafe Int(truncatingIfNeeded: sqlite3_last_insert_rowid(handle)) }

  /// Whether the file can't be written, as SQLite found when it opened it.
  /// Source: https://www.sqlite.org/c3ref/db_readonly.html
  package var isReadOnly: Bool { unsafe sqlite3_db_readonly(handle, "main") == 1 }

  package var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

  /// Whether a statement stands on a row, somewhere up the stack.
  var isBusy: Bool {
    var statement = unsafe sqlite3_next_stmt(handle, nil)
    while let current = unsafe statement {
      if unsafe sqlite3_stmt_busy(current) != 0 { return true }
      unsafe statement = sqlite3_next_stmt(handle, current)
    }
    return false
  }

  /// Runs every statement of a script, which has no values; rows are ignored. What ran before one that fails stays.
  package func execute(_ script: String) throws(SQLiteError) {
    try finishRollback()
    isFresh = false
    if let failure = failure(of: script) { throw failure }
  }

  /// What was wrong if the statements of a script failed; nil if they ran.
  ///
  /// For a rollback, too: a kept statement may have to be prepared anew, for which there may be no memory, and one for
  /// the moment is prepared in what the connection has set aside. Source: https://www.sqlite.org/malloc.html#lookaside
  func failure(of script: String) -> SQLiteError? {
    let code = unsafe sqlite3_exec(handle, script, nil, nil, nil)
    return code == SQLITE_OK ? nil : unsafe SQLiteError(code, connection: handle, sql: script)
  }

  /// Lends the statement of a literal, prepared at its first use and kept.
  ///
  /// One that is in use, since its own loop runs the same SQL again, stays there: a second one is made for the moment.
  @usableFromInline func statement(_ sql: StaticString) throws(SQLiteError) -> Statement {
    guard sql.hasPointerRepresentation else { throw SQLiteError(.misuse, "no statement", sql: "\(sql)") }
    if rollbackFailure != nil { try finishRollback() }
    let address = unsafe UInt(bitPattern: sql.utf8Start)
    let cached = statements.statement(at: address)
    if let cached, !cached.isLent {
      checkReads(cached)
      cached.isLent = true
      return cached
    }
    isFresh = false
    let statement = try unsafe Statement(preparing: sql.bytes, on: handle, isKept: cached == nil)
    checkReads(statement)
    statement.isLent = true
    if cached == nil { statements.insert(statement, at: address) }
    return statement
  }

  /// Lends a statement of SQL known only at run time; the latest few are kept.
  func statement(dynamic sql: String) throws(SQLiteError) -> Statement {
    try finishRollback()
    if let cached = dynamicStatements[sql], !cached.isLent {
      cached.isLent = true
      return cached
    }
    let statement = try makeStatement(sql)
    statement.isLent = true
    if dynamicStatements.count >= Self.mostDynamicStatements { dynamicStatements.removeAll() }
    dynamicStatements[sql] = statement
    return statement
  }

  func makeStatement(_ sql: String) throws(SQLiteError) -> Statement {
    isFresh = false
    let made = sql.withBytes { text in
      Result { () throws(SQLiteError) in try unsafe Statement(preparing: text, on: handle, isKept: true) }
    }
    return try made.get()
  }

  private func checkReads(_ statement: Statement) {
    #if DEBUG
    precondition(
      !allowsOnlyReads || statement.readsOnly,
      "a write where only reads are allowed: \(statement.sql ?? "")")
    #endif
  }

  /// Finalizes the kept statements, of which none may be in use.
  func dropStatements() {
    statements.removeAll()
    dynamicStatements.removeAll()
  }

  var keptStatements: Int { statements.count }

  /// The SQL of the literals that have run so far, for a look at how they find their rows.
  package var keptSQL: [String] { statements.all.compactMap(\.sql) }
}

/// Where a connection's database is kept.
package enum Location: Sendable, Equatable {
  /// In the memory of the process, gone when the connection closes.
  case memory
  /// In the `SharedPages` that the connection is bound to.
  case pages
  /// In the file at a path, created if there is none.
  case file(String)

  /// SQLite gives "", ":memory:" and "file:…" a meaning of their own, so a relative path is made to start with a dot.
  /// Source: https://www.sqlite.org/c3ref/open.html
  var filename: String {
    switch self {
    case .memory: ":memory:"
    case .pages: "pages"
    case .file(let path): path.utf8.first == UInt8(ascii: "/") ? path : "./" + path
    }
  }
}
