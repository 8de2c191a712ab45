import Time

/// A state of a database that was kept.
package struct Snapshot: Sendable, Equatable {
  package let name: SnapshotName
  /// By the system's time, whatever the database's clock says.
  package let created: Timestamp
  /// In bytes.
  package let size: Int
}
