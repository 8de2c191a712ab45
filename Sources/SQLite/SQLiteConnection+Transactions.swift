import CSQLite

/// Transactions: all of a body's changes, or none.
extension SQLiteConnection {
  /// Runs `body` in a transaction, or in a savepoint of the one that is open, and undoes its changes if it throws.
  ///
  /// The lock is taken at the start, so that nothing later fails because of another writer. A commit that fails,
  /// because of a deferred foreign key say, undoes the changes too. Throws `SQLiteError`, and what `body` throws; of
  /// two errors the first: the one of a rollback that fails as well says less. Source:
  /// https://www.sqlite.org/lang_savepoint.html
  @discardableResult
  package func transaction<R>(_ body: () throws -> R) throws -> R {
    try finishRollback()
    guard !isInTransaction else { return try savepoint(body) }
    try run("BEGIN IMMEDIATE")
    isInBody = true
    do {
      let result = try body()
      try run("COMMIT")
      isInBody = false
      return result
    } catch {
      isInBody = false
      rollBack()
      throw error
    }
  }

  private func savepoint<R>(_ body: () throws -> R) throws -> R {
    try run("SAVEPOINT nested")
    do {
      let result = try body()
      try run("RELEASE nested")
      return result
    } catch {
      rollBackSavepoint()
      throw error
    }
  }

  /// Ends the transaction and undoes its changes.
  private func rollBack() {
    changes?.noteAll()
    // SQLite itself rolls back after some errors, a full disk say; a second ROLLBACK would be an error.
    rollbackFailure = isInTransaction ? failure(of: "ROLLBACK") : nil
  }

  /// Undoes the changes since the savepoint. Where that fails, what is around it can't be committed either.
  private func rollBackSavepoint() {
    changes?.noteAll()
    // The savepoint of that name is then one further in.
    guard rollbackFailure == nil else { return }
    rollbackFailure =
      isInTransaction
      ? failure(of: "ROLLBACK TO nested; RELEASE nested")
      : SQLiteError(.error, "the transaction was rolled back by SQLite", sql: "ROLLBACK TO nested")
  }

  /// Makes up for a rollback that has failed. Throws if it fails again; and as long as the transaction that is to be
  /// undone goes on, of which nothing may be kept.
  func finishRollback() throws(SQLiteError) {
    guard let failure = rollbackFailure else { return }
    if isInBody { throw failure }
    rollBack()
    if let rollbackFailure { throw rollbackFailure }
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
