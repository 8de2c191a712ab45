import SQLite
import Time

/// The pages that a database had at some time.
enum KeptPages: Sendable {
  /// In memory, shared with the database and other snapshots as far as they are the same. The clock that was set and
  /// the sessions are those in the pages: they need not be read once the pages are in place again, when nothing may
  /// fail.
  case shared(SharedPages, clock: DatabaseClock?, sessions: [String])
  /// The bytes of its file.
  case file([UInt8])

  var size: Int {
    switch self {
    case .shared(let pages, _, _): pages.size
    case .file(let bytes): bytes.count
    }
  }

  var bytes: [UInt8] {
    switch self {
    case .shared(let pages, _, _): pages.bytes
    case .file(let bytes): bytes
    }
  }
}

/// Where the snapshots of a database are kept.
///
/// It belongs to the database's name: it outlives a reset, and goes when the database is replaced or deleted.
protocol SnapshotStore: Sendable {
  /// In alphabetical order.
  func list() throws(DataError) -> [Snapshot]

  /// Keeps pages, replacing the snapshot of that name.
  func keep(_ pages: KeptPages, as name: SnapshotName) throws(DataError) -> (snapshot: Snapshot, isNew: Bool)

  /// Nil if there is no snapshot of that name.
  func pages(of name: SnapshotName) throws(DataError) -> KeptPages?

  /// Returns whether there was one.
  func remove(_ name: SnapshotName) throws(DataError) -> Bool

  /// Takes all snapshots out of use, before their database goes: `putBack` or `discard` follows. If it throws, nothing
  /// has happened.
  func setAside() throws(DataError)

  /// Undoes `setAside`.
  func putBack()

  /// Removes what was set aside. Files that can't be removed are left to the next start.
  func discard()
}

/// A state of a database that was kept.
package struct Snapshot: Sendable, Equatable {
  package let name: SnapshotName
  /// By the system's time, whatever the database's clock says.
  package let created: Timestamp
  /// In bytes.
  package let size: Int
}
