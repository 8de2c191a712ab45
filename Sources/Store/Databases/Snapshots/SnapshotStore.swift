/// Where the snapshots of a database are kept, as images of its file.
///
/// It belongs to the database's name: it outlives a reset, and goes when the database is replaced or deleted.
protocol SnapshotStore: Sendable {
  /// In alphabetical order.
  func list() throws -> [Snapshot]

  /// Keeps an image, in place of the one that had the name.
  func keep(_ image: [UInt8], as name: SnapshotName) throws -> (snapshot: Snapshot, isNew: Bool)

  /// Nil where there is none of that name.
  func image(of name: SnapshotName) throws -> [UInt8]?

  /// Says whether there was one.
  func remove(_ name: SnapshotName) throws -> Bool

  /// Takes all snapshots out of use, before their database goes: `putBack` or `discard` follows. If it throws, nothing
  /// has happened.
  func setAside() throws

  /// Undoes `setAside`.
  func putBack()

  /// Removes what was set aside. Files that can't be removed are left to the next start.
  func discard()
}
