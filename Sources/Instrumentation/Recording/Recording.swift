import Store
import Synchronization
import Time

/// All that has been done to a database since it was made, in the order in which it was done: what it takes to do it
/// again.
///
/// Everything is recorded while the database's state is locked, which gives the order. Records are the journal's own.
/// It is bounded as the journal is: beyond that nothing is kept, since a part can't be repeated.
///
/// Source: docs/replay.md.
package final class Recording: Sendable {
  /// The number of a call whose answer comes later than its arrival.
  package typealias CallNumber = Int

  /// A call that was held up: by a fault, or since it had found nothing.
  package struct HeldCall: Sendable {
    package let number: CallNumber
    package let request: JournalRecord.Request
    package let at: Timestamp

    package init(_ number: CallNumber, _ request: JournalRecord.Request, at: Timestamp) {
      self.number = number
      self.request = request
      self.at = at
    }
  }

  package enum Event: Sendable {
    /// Faults were decided for a call, which is made after that.
    case struck(HeldCall)
    /// A long poll has found nothing, and waits.
    case waits(HeldCall)
    /// A call was answered, and has issued these sessions. It has a number if there is an earlier event of it.
    case answered(JournalRecord, number: CallNumber?, sessions: [String])
    /// A control call has changed something.
    case controlled(ControlRecord)
  }

  /// Why what is recorded can't be repeated.
  package enum Gap: Sendable, Equatable {
    case tooManyCalls(limit: Int)
    case tooManyBytes(limit: Int)
    /// It has returned to a snapshot that is older than the recording.
    case olderSnapshot(SnapshotName)
  }

  private struct State {
    var events: [Event] = []
    var calls = 0
    var weight = 0
    var snapshots: Set<SnapshotName> = []
    var gap: Gap?
    var nextNumber = 1
  }

  private let callLimit: Int
  private let byteLimit: Int
  private let state = Mutex(State())

  package init(callLimit: Int = Journal.defaultLimit, byteLimit: Int = Journal.byteLimit) {
    self.callLimit = callLimit
    self.byteLimit = byteLimit
  }

  /// A number for a call whose answer comes later than its arrival.
  package func nextNumber() -> CallNumber {
    state.withLock { state in
      defer { state.nextNumber += 1 }
      return state.nextNumber
    }
  }

  package func note(_ event: Event) {
    state.withLock { state in
      guard state.gap == nil else { return }
      state.events.append(event)
      switch event {
      case .struck(let call), .waits(let call): state.weight += call.request.weight
      case .answered(let record, _, _):
        state.calls += record.calls
        state.weight += record.weight
      case .controlled(let record):
        state.calls += 1
        state.weight += record.weight
        switch record.snapshot {
        case nil: break
        case .kept(let name): state.snapshots.insert(name)
        case .restored(let name): if !state.snapshots.contains(name) { state.gap = .olderSnapshot(name) }
        }
      }
      if state.calls > callLimit { state.gap = .tooManyCalls(limit: callLimit) }
      if state.weight > byteLimit { state.gap = .tooManyBytes(limit: byteLimit) }
      if state.gap != nil { state.events = [] }
    }
  }

  /// What was recorded last.
  package var latest: Event? { state.withLock { $0.events.last } }

  /// What has been recorded so far. Throws `Gap` if that is not all there was.
  package func events() throws(Gap) -> [Event] {
    let (events, gap) = state.withLock { ($0.events, $0.gap) }
    if let gap { throw gap }
    return events
  }
}

extension Recording.Gap: Error {}

/// A control call that has changed something in a database.
package struct ControlRecord: Sendable {
  /// What it has done with a snapshot.
  package enum SnapshotUse: Sendable {
    case kept(SnapshotName)
    case restored(SnapshotName)
  }

  package let method: String
  /// Path and query as they were sent.
  package let target: String
  package let body: [UInt8]
  /// What time it was in the database, before the call if it has set the clock.
  package let at: Timestamp
  package let snapshot: SnapshotUse?
  /// The session that it has issued.
  package let session: String?

  package init(
    method: String, target: String, body: [UInt8], at: Timestamp, snapshot: SnapshotUse? = nil, session: String? = nil
  ) {
    self.method = method
    self.target = target
    self.body = body
    self.at = at
    self.snapshot = snapshot
    self.session = session
  }

  var weight: Int { 160 + target.utf8.count + body.count }
}
