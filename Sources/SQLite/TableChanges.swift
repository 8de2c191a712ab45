import CSQLite

/// Which tables were written to, noted row by row while somebody wants to know.
///
/// A change that is rolled back is noted all the same. Source: https://www.sqlite.org/c3ref/preupdate_blobwrite.html
//
// Safe: the latest name is compared, never read.
@safe package final class TableChanges {
  private var names: Set<String> = []
  /// The latest name, where SQLite keeps it: most changes are of one table after the other.
  private var latest: UnsafePointer<CChar>?

  package init() {}

  /// Another connection keeps its names elsewhere.
  fileprivate func forgetLatest() { unsafe latest = nil }

  fileprivate func note(_ name: UnsafePointer<CChar>) {
    guard unsafe name != latest else { return }
    unsafe latest = name
    unsafe names.insert(String(cString: name))
  }

  /// The tables that were written to since they were asked for last.
  package func take() -> Set<String> {
    defer {
      names = []
      unsafe latest = nil
    }
    return names
  }
}

extension SQLiteConnection {
  /// Has the tables that are written to from now on noted there, or nowhere.
  package func note(into noted: TableChanges?) {
    guard changes !== noted else { return }
    // A DELETE without a condition that was prepared before would empty its table without calling back.
    if changes == nil, !isBusy { dropStatements() }
    changes = noted
    guard let noted else {
      unsafe sqlite3_preupdate_hook(handle, nil, nil)
      return
    }
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
