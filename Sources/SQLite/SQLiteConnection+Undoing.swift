import CSQLite

extension SQLiteConnection {
  /// Stops keeping what would undo a change: neither a statement nor a transaction that fails is taken back any more.
  ///
  /// For a database that is thrown away whole where anything fails; it costs a tenth less to fill.
  /// Source: https://www.sqlite.org/pragma.html#pragma_journal_mode
  package func stopUndoing() throws(SQLiteError) {
    // A defensive connection keeps its journal, since tables could be broken without one.
    try set(SQLITE_DBCONFIG_DEFENSIVE, to: 0)
    try execute("PRAGMA journal_mode = OFF")
    try set(SQLITE_DBCONFIG_DEFENSIVE, to: 1)
  }
}
