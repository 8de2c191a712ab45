import CSQLite

/// Which tables were written to, noted row by row while somebody wants to know.
///
/// A change that is rolled back is noted all the same. Source: https://www.sqlite.org/c3ref/preupdate_blobwrite.html
final class TableChanges {
  private var names: Set<String> = []
  /// The latest name, where SQLite keeps it: most changes are of one table after the other.
  private var latest: UnsafePointer<CChar>?

  fileprivate func note(_ name: UnsafePointer<CChar>) {
    guard name != latest else { return }
    latest = name
    names.insert(String(cString: name))
  }

  fileprivate func take() -> Set<String> {
    defer {
      names = []
      latest = nil
    }
    return names
  }
}

extension SQLiteConnection {
  /// Has the tables noted that are written to, until `stopNotingChanges`.
  package func noteChanges() {
    guard changes == nil else { return }
    let noted = TableChanges()
    changes = noted
    // A DELETE without a condition that was prepared before would empty its table without calling back.
    if !isBusy { dropStatements() }
    // SQLite calls back while a statement of this connection runs: its owner has it to itself then.
    sqlite3_preupdate_hook(
      handle,
      { context, _, _, _, name, _, _ in
        guard let context, let name else { return }
        Unmanaged<TableChanges>.fromOpaque(context).takeUnretainedValue().note(name)
      }, Unmanaged.passUnretained(noted).toOpaque())
  }

  package func stopNotingChanges() {
    sqlite3_preupdate_hook(handle, nil, nil)
    changes = nil
  }

  /// The tables that were written to since they were asked for last.
  package func takeChangedTables() -> Set<String> { changes?.take() ?? [] }
}
