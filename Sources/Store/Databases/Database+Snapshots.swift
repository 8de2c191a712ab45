/// States that are kept, to return to.
extension Database {
  /// Keeps the state of this moment, in place of the snapshot that had the name.
  package func keepSnapshot(_ name: SnapshotName) throws -> (snapshot: Snapshot, isNew: Bool) {
    // Under the lock, so that a database that has been deleted leaves nothing behind.
    try withState { world in try snapshotStore.keep(try world.connection.serialize(), as: name) }
  }

  /// In alphabetical order.
  package func snapshots() throws -> [Snapshot] { try snapshotStore.list() }

  /// Throws `DatabaseError.noSnapshot` where there is none of that name.
  package func removeSnapshot(_ name: SnapshotName) throws {
    guard try snapshotStore.remove(name) else { throw DatabaseError.noSnapshot(name, of: self.name) }
  }
}
