import Synchronization
import Time

/// Snapshots in memory, gone with their database.
final class MemorySnapshotStore: SnapshotStore {
  private struct Entry {
    let created: Timestamp
    let pages: KeptPages
  }

  private let entries = Mutex<[SnapshotName: Entry]>([:])

  func list() -> [Snapshot] {
    let all = entries.withLock { $0 }
    return all.map { Snapshot(name: $0, created: $1.created, size: $1.pages.size) }
      .sorted { $0.name.text < $1.name.text }
  }

  func keep(_ pages: KeptPages, as name: SnapshotName) -> (snapshot: Snapshot, isNew: Bool) {
    let entry = Entry(created: .now, pages: pages)
    let isNew = entries.withLock { $0.updateValue(entry, forKey: name) == nil }
    return (Snapshot(name: name, created: entry.created, size: pages.size), isNew)
  }

  func pages(of name: SnapshotName) -> KeptPages? {
    entries.withLock { $0[name]?.pages }
  }

  func remove(_ name: SnapshotName) -> Bool {
    entries.withLock { $0.removeValue(forKey: name) != nil }
  }

  func setAside() {}

  func putBack() {}

  func discard() { entries.withLock { $0 = [:] } }
}
