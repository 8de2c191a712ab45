import SQLite
import Synchronization

/// The connections that databases in memory take turns at.
///
/// A connection that knows the schema and has its statements prepared costs about a millisecond of CPU to make and some
/// hundred KiB to keep; a database costs the pages that it has changed. So a database has one only while it is used,
/// and gets the one that it had last unless another database has taken that meanwhile.
final class ConnectionPool: Sendable {
  /// A connection, and the pages that it is bound to.
  //
  // Sendable, unchecked: only who has it lent looks at what is in it.
  final class Slot: @unchecked Sendable {
    let connection: SQLiteConnection
    fileprivate var pages: SharedPages?
    private let isLent = Atomic<Bool>(true)
    fileprivate let lastUse = Atomic<Int>(0)

    fileprivate init(_ connection: SQLiteConnection) { self.connection = connection }

    /// Returns whether the caller has it now.
    fileprivate func tryLend() -> Bool {
      isLent.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
    }

    func giveBack() { isLent.store(false, ordering: .releasing) }

    func bind(_ pages: SharedPages?) throws(SQLiteError) {
      try connection.bind(pages)
      self.pages = pages
    }

    /// Lets go of the pages of a database that is no more, unless another database has taken the connection.
    func leave(_ pages: SharedPages) {
      guard tryLend() else { return }
      if self.pages === pages {
        // One that can't be, since it can't roll back yet, keeps the pages until it can.
        try? bind(nil)
        lastUse.store(0, ordering: .relaxed)
      }
      giveBack()
    }
  }

  /// More databases than that, used in turns, take connections from each other, which then read their pages anew.
  private static let most = 16

  private let slots = Mutex<[Slot]>([])
  private let uses = Atomic<Int>(0)

  /// A connection that is bound to the pages, for the caller alone until it gives it back.
  ///
  /// A database that comes for the first time takes the connection that has not been used for longest: many that are
  /// made, used and removed have one between them. One that had a connection, and lost it, gets another as long as
  /// there are few.
  /// - Parameter last: the one that the database had.
  func lend(_ pages: SharedPages, last: Slot?) throws(SQLiteError) -> Slot {
    if let last, last.tryLend() {
      if last.pages === pages {
        last.lastUse.store(uses.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
        return last
      }
      last.giveBack()
    }
    let slot = if let free = free(isFirst: last == nil) { free } else { try makeSlot() }
    do throws(SQLiteError) {
      try slot.bind(pages)
    } catch {
      slot.giveBack()
      throw error
    }
    slot.lastUse.store(uses.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
    return slot
  }

  /// The connection, lent, that has not been used for longest; nil where another one is to be made.
  private func free(isFirst: Bool) -> Slot? {
    slots.withLock { slots in
      let ordered = slots.map { (slot: $0, lastUse: $0.lastUse.load(ordering: .relaxed)) }.sorted {
        $0.lastUse < $1.lastUse
      }
      return ordered.first { slot, lastUse in
        // One that nobody has costs nobody anything.
        (isFirst || lastUse == 0 || slots.count >= Self.most) && slot.tryLend()
      }?.slot
    }
  }

  private func makeSlot() throws(SQLiteError) -> Slot {
    let slot = Slot(try SQLiteConnection(.pages))
    slots.withLock { $0.append(slot) }
    return slot
  }
}
