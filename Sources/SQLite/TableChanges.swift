import CSQLite

/// Which tables are written to, noted row by row.
///
/// A change that is rolled back is noted all the same. Source: https://www.sqlite.org/c3ref/preupdate_blobwrite.html
//
// Safe: the latest name is compared, never read.
@safe package final class TableChanges {
  /// Nil while nobody wants to know them.
  private var names: Set<String>?
  private var watched: [WatchedTables] = []
  /// The name that SQLite gave last, which is mostly the next one's, too. Nil after a watched table, of which each
  /// change counts.
  private var latest: UnsafePointer<CChar>?

  package init() {}

  /// The next change counts, whatever its table: somebody new wants to know, or a connection whose names are elsewhere.
  fileprivate func forgetLatest() { unsafe latest = nil }

  fileprivate func note(_ name: UnsafePointer<CChar>) {
    guard unsafe name != latest else { return }
    let table = unsafe String(cString: name)
    names?.insert(table)
    var isWatched = false
    for tables in watched where tables.names.contains(table) {
      tables.haveChanged = true
      isWatched = true
    }
    unsafe latest = isWatched ? nil : name
  }

  /// Counts every watched table as changed: changes were rolled back, or the database has other pages now.
  package func noteAll() {
    for tables in watched { tables.haveChanged = true }
  }

  /// Starts to watch tables. They count as changed at first.
  package func watch(_ names: [String]) -> WatchedTables {
    let tables = WatchedTables(names)
    watched.append(tables)
    forgetLatest()
    return tables
  }

  /// Has the names of tables kept, until `stopKeepingNames`.
  package func keepNames() {
    guard names == nil else { return }
    names = []
    forgetLatest()
  }

  package func stopKeepingNames() { names = nil }

  /// The tables that were written to since they were asked for last, while names are kept.
  package func takeNames() -> Set<String> {
    guard let taken = names else { return [] }
    names = []
    forgetLatest()
    return taken
  }
}

/// Some tables, and whether one of them has been written to.
package final class WatchedTables {
  fileprivate let names: [String]
  fileprivate var haveChanged = true

  fileprivate init(_ names: [String]) { self.names = names }

  /// Whether one of them may have changed since this was asked last.
  package func takeChange() -> Bool {
    guard haveChanged else { return false }
    haveChanged = false
    return true
  }
}

extension SQLiteConnection {
  /// Has the tables that are written to from now on noted there.
  package func note(into noted: TableChanges) {
    guard changes !== noted else { return }
    // A DELETE without a condition that was prepared before would empty its table without calling back.
    if changes == nil, !isBusy { dropStatements() }
    changes = noted
    noted.forgetLatest()
    // SQLite calls back while a statement of this connection runs: its owner has it to itself then.
    unsafe sqlite3_preupdate_hook(
      handle,
      { context, _, _, _, name, _, _ in
        guard let context = unsafe context, let name = unsafe name else { return }
        unsafe Unmanaged<TableChanges>.fromOpaque(context).takeUnretainedValue().note(name)
      }, unsafe Unmanaged.passUnretained(noted).toOpaque())
  }
}
