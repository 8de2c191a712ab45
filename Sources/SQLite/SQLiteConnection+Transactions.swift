/// Transactions: all of a body's changes, or none.
extension SQLiteConnection {
  /// Runs `body` in a transaction, or in a savepoint of the one that is open, and takes its changes back if it throws.
  ///
  /// A commit that fails, for a deferred foreign key say, takes them back too.
  /// Source: https://www.sqlite.org/lang_savepoint.html
  @discardableResult
  package func transaction<R>(_ kind: TransactionKind = .immediate, _ body: () throws -> R) throws -> R {
    guard !isInTransaction else { return try savepoint(body) }
    switch kind {
    case .deferred: try run("BEGIN DEFERRED")
    case .immediate: try run("BEGIN IMMEDIATE")
    }
    do {
      let result = try body()
      try run("COMMIT")
      return result
    } catch {
      // SQLite itself rolls back after some errors, a full disk say; a second ROLLBACK would be an error.
      // The first error says more than that of a rollback that fails as well.
      if isInTransaction { _ = try? run("ROLLBACK") }
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
      if isInTransaction {
        _ = try? run("ROLLBACK TO nested")
        _ = try? run("RELEASE nested")
      }
      throw error
    }
  }
}
