/// Where databases are kept.
///
/// What concerns one name is asked for by one caller at a time.
protocol Storage: Sendable {
  /// Whether a change waits for the disk.
  var isDurable: Bool { get }

  /// A state where there was none.
  func make(_ blueprint: DatabaseBlueprint) throws -> sending DatabaseState

  /// A state in place of the old one's, which is retired. If it throws, the old one is as it was.
  func replace(_ old: Database, by blueprint: DatabaseBlueprint) throws -> sending DatabaseState

  /// Removes what is left of a database that has been retired, and its snapshots.
  func remove(_ name: DatabaseName) throws

  /// The place for the snapshots of a database that is made now; what is there is another's, and to be removed.
  func snapshotStore(for name: DatabaseName) -> any SnapshotStore
}
