import Time

/// Where the snapshots of a database are kept, as images of its file.
///
/// It belongs to the database's name: it outlives a reset, and goes when the database is replaced or deleted.
protocol SnapshotStore: Sendable {
  /// In alphabetical order.
  func list() throws(DataError) -> [Snapshot]

  /// Keeps an image, replacing the snapshot of that name.
  func keep(_ image: [UInt8], as name: SnapshotName) throws(DataError) -> (snapshot: Snapshot, isNew: Bool)

  /// Nil if there is no snapshot of that name.
  func image(of name: SnapshotName) throws(DataError) -> [UInt8]?

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
