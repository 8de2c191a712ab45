/// States that are kept, to return to.
extension Database {
  /// Keeps the state of this moment, in place of the snapshot that had the name.
  package func keepSnapshot(_ name: SnapshotName) throws -> (snapshot: Snapshot, isNew: Bool) {
    // Under the lock, so that a database that has been deleted leaves nothing behind.
    try withWorld { world in try shelf.keep(try world.connection.serialize(), as: name) }
  }

  /// In alphabetical order.
  package func snapshots() throws -> [Snapshot] { try shelf.list() }

  /// Throws `DatabaseError.noSnapshot` where there is none of that name.
  package func removeSnapshot(_ name: SnapshotName) throws {
    guard try shelf.remove(name) else { throw DatabaseError.noSnapshot(name, of: self.name) }
  }
}
