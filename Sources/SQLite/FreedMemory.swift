import CSQLite
import Synchronization

/// Memory that databases had and that the C library keeps for the next ones, until there is much of it.
package enum FreedMemory {
  private static let waiting = Atomic<Int>(0)
  /// Looking for it takes a walk through all that is free: once for twenty databases of the demo's size.
  private static let enough = 8 << 20

  /// Says that a database of so many bytes is no more; gives memory back to the system where that is worth it.
  package static func note(_ bytes: Int) {
    guard waiting.add(bytes, ordering: .relaxed).newValue >= enough else { return }
    waiting.store(0, ordering: .relaxed)
    _ = csqlite_return_memory()
  }
}
