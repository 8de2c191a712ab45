import Basics
import Instrumentation
import JSON
import NebeusAPI
import Store

/// What was last seen of one incarnation of a database, and what has changed since.
struct DatabaseObserver: Sendable {
  /// Counting may take so much of the time in which nobody else has the database: one part in so many.
  private static let shareOfCounting = 50

  /// In bytes.
  private static let largestCall = 1 << 16

  let database: Database
  private var lastCall: Int
  /// The first ids of calls that were reported while they waited, and will be again.
  private var pending: [Int] = []
  private var lastMail: Int
  private var clock: DatabaseClock
  /// How often the state has been replaced by that of a snapshot.
  private var restorations: Int
  private var faults: [(id: String, json: [UInt8])]
  private var changedTables: Set<String> = []
  private var countsAgain: ContinuousClock.Instant?

  /// Sees the database as it is now: what was before is not reported.
  ///
  /// - Parameter sinceItWasMade: whether its calls are reported from the first.
  /// Throws `DatabaseError.gone`.
  init(of database: Database, sinceItWasMade: Bool = false) throws {
    self.database = database
    lastCall = sinceItWasMade ? 0 : database.journal.latestID
    faults = try Self.faults(of: database)
    (clock, lastMail, restorations) = try database.withState { state in
      (state.clock, try Outbox.latestID(in: state), state.restorations)
    }
  }

  /// Has the database note which tables change.
  ///
  /// - Parameter isLate: whether any may have changed unnoticed since it was looked at last.
  mutating func start(isLate: Bool) throws {
    changedTables = try database.withState { state in
      state.noteChanges()
      return isLate ? try TableView(of: state).names() : []
    }
  }

  /// Leaves the database alone.
  func stop() {
    // One that is gone notes nothing any more.
    try? database.withState { $0.stopNotingChanges() }
  }

  /// Reports what has changed, and returns how long to wait until there is more to report, nil where there is nothing.
  ///
  /// Throws `DatabaseError.gone`.
  mutating func report(_ append: (EventKind, [UInt8]) -> Void) throws -> Duration? {
    try reportCalls(append)
    try reportState(append)
    try reportFaults(append)
    guard !changedTables.isEmpty, let countsAgain else { return nil }
    return ContinuousClock.now.duration(to: countsAgain)
  }

  private mutating func reportCalls(_ append: (EventKind, [UInt8]) -> Void) throws {
    let waiting = pending
    pending = []
    for id in waiting {
      // One that was cleared meanwhile comes again as a new one.
      guard let entry = database.journal.entry(of: id) else { continue }
      if entry.record.isPending {
        pending.append(id)
      } else {
        for call in JournalCall.calls(of: entry) { append(.call, try Self.json(of: call)) }
      }
    }
    let excerpt = database.journal.entries(after: lastCall)
    pending += excerpt.entries.filter(\.record.isPending).map(\.firstID)
    for call in excerpt.entries.flatMap(JournalCall.calls) where call.id >= excerpt.oldest {
      // Some have made room before anyone looked.
      if call.id > lastCall + 1 {
        append(
          .gap,
          ControlJSON.object { writer in
            writer.key("missed")
            writer.integer(call.id - lastCall - 1)
          })
      }
      append(.call, try Self.json(of: call))
      lastCall = call.id
    }
  }

  /// The call as the journal shows it, without its bodies where they are large: the journal has those.
  private static func json(of call: JournalCall) throws -> [UInt8] {
    let json = try JournalEntry.shape.json(of: call)
    return json.count <= largestCall ? json : try JournalEntry.brief.json(of: call)
  }

  private mutating func reportState(_ append: (EventKind, [UInt8]) -> Void) throws {
    let now = ContinuousClock.now
    let mayCount = countsAgain.map { $0 <= now } ?? true
    var changed = changedTables
    let after = lastMail
    let seen = try database.withState { state in
      changed.formUnion(state.takeChangedTables())
      let mails = changed.contains("mock_outbox") ? try Outbox.messages(after: after, in: state) : []
      let counts = mayCount && !changed.isEmpty ? try TableView(of: state).counts(of: changed) : nil
      return (mails: mails, clock: state.clock, restorations: state.restorations, counts: counts)
    }
    if seen.restorations != restorations {
      restorations = seen.restorations
      let summary = try DatabaseSummary(database)
      append(.reset, try DatabaseSummary.shape.json(of: summary))
      lastMail = try database.withState { try Outbox.latestID(in: $0) }
    } else {
      for mail in seen.mails.reversed() { append(.outbox, try OutboxOperations.shape.json(of: mail)) }
      lastMail = seen.mails.first?.id ?? lastMail
    }
    if seen.clock != clock {
      clock = seen.clock
      append(.clock, try ClockOperations.shape.json(of: seen.clock))
    }
    guard let counts = seen.counts else {
      changedTables = changed
      return
    }
    changedTables = []
    // What is counted may be much: then it is not counted often.
    countsAgain = now.advanced(by: now.duration(to: .now) * Self.shareOfCounting)
    guard !counts.isEmpty else { return }
    append(
      .tables,
      ControlJSON.object { writer in
        for count in counts {
          writer.key(count.name)
          writer.integer(count.rows)
        }
      })
  }

  private mutating func reportFaults(_ append: (EventKind, [UInt8]) -> Void) throws {
    let current = try Self.faults(of: database)
    for fault in current where !faults.contains(where: { $0.id == fault.id && $0.json == fault.json }) {
      append(.fault, fault.json)
    }
    for fault in faults where !current.contains(where: { $0.id == fault.id }) {
      append(
        .fault,
        ControlJSON.object { writer in
          writer.key("id")
          writer.string(fault.id)
          writer.key("removed")
          writer.bool(true)
        })
    }
    faults = current
  }

  private static func faults(of database: Database) throws -> [(id: String, json: [UInt8])] {
    guard !database.faults.isEmpty else { return [] }
    return try database.faults.all.map { ordered in
      (ordered.fault.id, try FaultOperations.shape.json(of: ordered))
    }
  }
}
