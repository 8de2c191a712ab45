import CSQLite

/// The whole database as a copy of another's.
extension SQLiteConnection {
  /// Makes the main database a copy of `source`'s, in one transaction: all of it or, if it throws, nothing.
  ///
  /// The file, its journal mode and who has it open stay as they are. Source: https://www.sqlite.org/backup.html
  package func copy(from source: SQLiteConnection) throws(SQLiteError) {
    guard !isInTransaction, !isBusy, !source.isInTransaction else {
      throw SQLiteError(.misuse, "a database can't be replaced while it is in use")
    }
    dropStatements()
    guard let backup = sqlite3_backup_init(handle, "main", source.handle, "main") else {
      throw SQLiteError(sqlite3_extended_errcode(handle), connection: handle)
    }
    let step = sqlite3_backup_step(backup, -1)
    // It is the end that commits, and tells of an error of the step again.
    let end = sqlite3_backup_finish(backup)
    guard step == SQLITE_DONE, end == SQLITE_OK else {
      throw SQLiteError(end == SQLITE_OK ? step : end, connection: handle)
    }
  }
}
