import CBlocks
import CSQLite

/// What all of SQLite is told before it is first used. Once it has started, it refuses, and only time is lost.
///
/// Source: https://www.sqlite.org/c3ref/config.html
package enum SQLiteLibrary {
  /// SQLite's count of its memory takes one mutex of the whole process at each allocation, a tenth of a short query's
  /// time and a meeting place of all loops. Whatever may be the first to use it asks for this value.
  static let countsNoMemory = csqlite_stop_memory_statistics() == SQLITE_OK

  /// Has SQLite keep some freed memory for what it allocates next, which saves a twentieth of a short call. For the
  /// program's start.
  package static func keepFreedMemory() { _ = cblocks_use() }
}
