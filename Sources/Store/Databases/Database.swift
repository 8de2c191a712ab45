import Dispatch
import Synchronization
import Time

/// A database by name: tables, sessions, clock and randomness that no other database sees.
///
/// One call at a time has its state: the others wait for the lock, tens of microseconds for each call. When the
/// database is reset or replaced, another object takes its place, and this one stays closed.
package final class Database: Sendable {
  package let name: DatabaseName
  /// Chooses the event loop that answers its calls: the same for every incarnation of the name, and consecutive for
  /// names that end in consecutive numbers.
  package let home: Int
  package let options: DatabaseOptions
  /// When it was made, by the system's time; a reset doesn't count.
  package let created: Timestamp
  /// What it was made from; nil if it was found in a file.
  package let origin: DatabaseOrigin?
  let snapshotStore: any SnapshotStore
  /// Where calls are to be made that wait for the disk; nil if none does, and they can be made at once.
  package let queue: DispatchQueue?
  /// What another target keeps for this incarnation of the database; nil if nothing was asked for.
  package let attachment: (any DatabaseAttachment)?
  /// What `size` was when this incarnation was made, known before it was in place: to ask for it then could fail.
  package let initialSize: Int
  /// Nil once the database has been replaced or deleted: calls that still hold this object find nothing to change.
  private let state: Mutex<DatabaseState?>

  /// - Parameter isDurable: whether a change waits for the disk.
  init(
    name: DatabaseName, options: DatabaseOptions, created: Timestamp, origin: DatabaseOrigin? = nil,
    snapshotStore: any SnapshotStore, isDurable: Bool, attachment: (any DatabaseAttachment)?, initialSize: Int,
    state: sending DatabaseState
  ) {
    self.name = name
    home = name.text.utf8.reduce(0) { $0 &* 31 &+ Int($1) }
    self.options = options
    self.created = created
    self.origin = origin
    self.snapshotStore = snapshotStore
    queue = isDurable ? DispatchQueue(label: "nebeus-mock.database.\(name)") : nil
    self.attachment = attachment
    self.initialSize = initialSize
    self.state = Mutex(state)
  }

  package var scenario: String { options.scenario }

  /// Runs `body` with the state to itself. It must not keep the state: nothing guards it after that.
  ///
  /// Throws `DatabaseError.gone` if the database is closed, and what `body` throws.
  package func withState<Result>(
    _ body: (inout sending DatabaseState) throws -> sending Result
  ) throws -> sending Result {
    try state.withLock { state in
      guard var current = state else { throw DatabaseError.gone(name) }
      let slot = try current.beginUse()
      defer { slot?.giveBack() }
      return try body(&current)
    }
  }

  /// The size of its tables in bytes. Throws `DatabaseError.gone` and `SQLiteError`.
  package func size() throws -> Int {
    try state.withLock { state in
      guard let state else { throw DatabaseError.gone(name) }
      return try state.size()
    }
  }

  /// Closes the database and returns its state, after `change`. If that throws, nothing has happened.
  func handOver(after change: (DatabaseState) throws -> Void) throws -> sending DatabaseState {
    let handedOver: DatabaseState = try state.withLock { state in
      guard let current = state.take() else { throw DatabaseError.gone(name) }
      do {
        try change(current)
      } catch {
        state = current
        throw error
      }
      return current
    }
    attachment?.databaseEnded(name)
    return handedOver
  }

  /// Closes the database: releases its state and the memory of it.
  func close() {
    state.withLock { $0 = nil }
    attachment?.databaseEnded(name)
  }
}

/// States that are kept, to return to.
extension Database {
  /// Keeps the present state, replacing the snapshot of that name.
  /// Throws `DatabaseError.gone`, `DataError` and `SQLiteError`.
  ///
  /// - Parameter note: called before anybody else has the state.
  package func keepSnapshot(
    _ name: SnapshotName, then note: (DatabaseState) -> Void = { _ in }
  ) throws -> (snapshot: Snapshot, isNew: Bool) {
    // Under the lock, so that a database that has been deleted leaves nothing behind.
    try withState { state in
      let kept = try snapshotStore.keep(try state.keptPages(), as: name)
      note(state)
      return kept
    }
  }

  /// In alphabetical order.
  package func snapshots() throws(DataError) -> [Snapshot] { try snapshotStore.list() }

  /// Throws `DatabaseError.noSnapshot` if there is none of that name, and `DataError`.
  ///
  /// - Parameter note: called before anybody else has the state.
  package func removeSnapshot(_ name: SnapshotName, then note: (DatabaseState) -> Void = { _ in }) throws {
    try withState { state in
      guard try snapshotStore.remove(name) else { throw DatabaseError.noSnapshot(name, of: self.name) }
      note(state)
    }
  }
}

/// What another target keeps for one incarnation of a database: created with it, and notified when it ends.
///
/// `Store` doesn't know what it is.
package protocol DatabaseAttachment: AnyObject, Sendable {
  /// The database was reset, replaced, deleted or closed: nothing happens to this incarnation any more.
  func databaseEnded(_ name: DatabaseName)
}

/// Why a database is not available.
package enum DatabaseError: Error, Sendable, Equatable, CustomStringConvertible {
  case unknownScenario(String, known: [String])
  case tooMany(limit: Int)
  /// There is none of that name.
  case unknown(DatabaseName)
  case noSnapshot(SnapshotName, of: DatabaseName)
  /// It was reset, replaced or deleted while a request was on its way.
  case gone(DatabaseName)

  package var description: String {
    switch self {
    case .unknownScenario(let name, let known):
      "There is no scenario \(name): there are \(known.joined(separator: ", "))"
    case .tooMany(let limit): "There are \(limit) databases already, which is the limit"
    case .unknown(let name): "There is no database \(name)"
    case .noSnapshot(let name, let database): "The database \(database) has no snapshot \(name)"
    case .gone(let name): "The database \(name) was reset, replaced or deleted before the request was handled"
    }
  }
}
