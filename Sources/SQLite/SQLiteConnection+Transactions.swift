import CSQLite

/// Transactions: all of a body's changes, or none.
extension SQLiteConnection {
  /// Runs `body` in a transaction, or in a savepoint of the one that is open, and undoes its changes if it throws.
  ///
  /// The lock is taken at the start, so that nothing later fails because of another writer. A commit that fails, because
  /// of a deferred foreign key say, undoes the changes too. What is thrown is the first error: the one of a rollback that
  /// fails as well says less. Source: https://www.sqlite.org/lang_savepoint.html
  @discardableResult
  package func transaction<R>(_ body: () throws -> R) throws -> R {
    guard !isInTransaction else { return try savepoint(body) }
    // Prepared before anything can fail: without memory there would be no way back.
    try prepare(Self.rollback)
    try run("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try run("COMMIT")
      return result
    } catch {
      // SQLite itself rolls back after some errors, a full disk say; a second ROLLBACK would be an error.
      // The first error says more than that of a rollback that fails as well.
      if isInTransaction { _ = try? run(Self.rollback) }
      throw error
    }
  }

  private static let rollback: StaticString = "ROLLBACK"
  private static let rollbackToSavepoint: StaticString = "ROLLBACK TO nested"
  private static let releaseSavepoint: StaticString = "RELEASE nested"

  private func savepoint<R>(_ body: () throws -> R) throws -> R {
    try prepare(Self.rollbackToSavepoint)
    try prepare(Self.releaseSavepoint)
    try run("SAVEPOINT nested")
    do {
      let result = try body()
      try run(Self.releaseSavepoint)
      return result
    } catch {
      if isInTransaction {
        _ = try? run(Self.rollbackToSavepoint)
        _ = try? run(Self.releaseSavepoint)
      }
      throw error
    }
  }

  /// Stops keeping what would undo a change: neither a statement nor a transaction that fails is undone any more.
  ///
  /// For a database that is thrown away whole if anything fails; it takes a tenth less time to fill.
  /// Source: https://www.sqlite.org/pragma.html#pragma_journal_mode
  package func stopUndoing() throws(SQLiteError) {
    // A defensive connection keeps its journal, since tables could be broken without one.
    try set(SQLITE_DBCONFIG_DEFENSIVE, to: 0)
    try execute("PRAGMA journal_mode = OFF")
    try set(SQLITE_DBCONFIG_DEFENSIVE, to: 1)
  }
}
