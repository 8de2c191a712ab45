import Store
import Synchronization
import Time

/// The latest calls of a database and their answers, in the order in which they came.
///
/// It is bounded in calls and in bytes: the oldest make room, and are counted by route.
package final class Journal: Sendable {
  /// A record, and the id of its first call; those of a batch follow on it.
  package struct Entry: Sendable {
    package let firstID: Int
    package let record: JournalRecord

    var lastID: Int { firstID + record.calls - 1 }
  }

  /// The calls that are kept from some id on.
  package struct Excerpt: Sendable {
    package let entries: [Entry]
    /// The first id that counts: calls of the first batch before it were not asked for, or have made room.
    package let oldest: Int
  }

  private struct State {
    /// Those before `first` have made room.
    var entries: [Entry?] = []
    var first = 0
    var nextID = 1
    var calls = 0
    var weight = 0
    var dropped = RouteCounts()
    /// The id of the last call that has made room since the journal was last cleared; 0 if none has.
    var lastDropped = 0

    var kept: ArraySlice<Entry?> { entries[first...] }
  }

  package static let defaultLimit = 1_000
  package static let byteLimit = 64 << 20

  /// How many calls are kept.
  package let callLimit: Int
  private let byteLimit: Int
  private let state = Mutex(State())

  package init(callLimit: Int = Journal.defaultLimit, byteLimit: Int = Journal.byteLimit) {
    self.callLimit = callLimit
    self.byteLimit = byteLimit
  }

  package func record(_ record: JournalRecord) {
    self.record { _ in record }
  }

  /// Records what `make` makes of the latest record, whose bytes it may share.
  @discardableResult
  package func record(_ make: (_ latest: JournalRecord?) -> JournalRecord) -> Entry {
    state.withLock { state in Self.append(make, to: &state, callLimit: callLimit, byteLimit: byteLimit) }
  }

  /// Records how a pending call ended, in its place; as a new one if it was cleared or has made room meanwhile.
  @discardableResult
  package func complete(_ id: Int, _ make: (_ latest: JournalRecord?) -> JournalRecord) -> Entry {
    state.withLock { state in
      guard let place = Self.place(of: id, in: state), let entry = state.entries[place] else {
        return Self.append(make, to: &state, callLimit: callLimit, byteLimit: byteLimit)
      }
      let completed = Entry(firstID: id, record: make(entry.record))
      state.entries[place] = completed
      state.weight += completed.record.weight - entry.record.weight
      return completed
    }
  }

  /// The id of the latest call; 0 before the first.
  package var latestID: Int { state.withLock { $0.nextID - 1 } }

  /// The calls of an id above `id` that are kept, in order.
  package func entries(after id: Int = 0) -> Excerpt {
    state.withLock { state in
      let (next, overflow) = id.addingReportingOverflow(1)
      let oldest = max(overflow ? .max : next, state.nextID - callLimit, state.lastDropped + 1)
      let entries = state.kept.reversed().lazy.compactMap(\.self)
      return Excerpt(entries: entries.prefix { $0.lastID >= oldest }.reversed(), oldest: oldest)
    }
  }

  /// The entry whose first call has that id; nil where it has made room or was cleared.
  package func entry(of id: Int) -> Entry? {
    state.withLock { state in Self.place(of: id, in: state).flatMap { state.entries[$0] } }
  }

  /// How many calls have made room since the journal was last cleared, of the routes that `isMeant` picks; nil stands
  /// for calls that no route took.
  package func dropped(where isMeant: (_ route: String?) -> Bool) -> Int {
    state.withLock { state in
      var count = state.dropped.sum(where: isMeant)
      // A batch is kept whole, though its first calls may be too many.
      if let oldest = state.kept.first ?? nil, isMeant(oldest.record.request.route) {
        count += max(0, state.nextID - callLimit - oldest.firstID)
      }
      return count
    }
  }

  /// Forgets all calls, and those that have made room; their ids are not given again.
  package func clear() {
    state.withLock { state in
      let nextID = state.nextID
      state = State()
      state.nextID = nextID
    }
  }

  private static func append(
    _ make: (JournalRecord?) -> JournalRecord, to state: inout State, callLimit: Int, byteLimit: Int
  ) -> Entry {
    let record = make(state.entries.last??.record)
    let entry = Entry(firstID: state.nextID, record: record)
    state.entries.append(entry)
    state.nextID += record.calls
    state.calls += record.calls
    state.weight += record.weight
    makeRoom(&state, callLimit: callLimit, byteLimit: byteLimit)
    return entry
  }

  /// Drops the oldest records while the others have as many calls as there may be, or all weigh too much.
  private static func makeRoom(_ state: inout State, callLimit: Int, byteLimit: Int) {
    while state.entries.count - state.first > 1, let oldest = state.entries[state.first],
      state.calls - oldest.record.calls >= callLimit || state.weight > byteLimit
    {
      state.entries[state.first] = nil
      state.first += 1
      state.calls -= oldest.record.calls
      state.weight -= oldest.record.weight
      state.dropped.add(oldest.record.calls, of: oldest.record.request.route)
      state.lastDropped = oldest.lastID
    }
    // Moved to the front once in a while, which costs less than moving them each time.
    guard state.first > callLimit else { return }
    state.entries.removeFirst(state.first)
    state.first = 0
  }

  /// Where the entry of that first id is kept, found by halving: ids only grow.
  private static func place(of id: Int, in state: State) -> Int? {
    var (low, high) = (state.first, state.entries.count)
    while low < high {
      let middle = (low + high) / 2
      guard let entry = state.entries[middle] else { return nil }
      if entry.firstID == id { return middle }
      if entry.firstID < id { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}

/// Counts of calls by route; those that no route takes are under nil.
private struct RouteCounts {
  private var counts: [String?: Int] = [:]
  /// The route that came last, and what is not in `counts` yet: looking it up takes 390 instructions for each call.
  private var latest: (route: String?, calls: Int) = (nil, 0)

  mutating func add(_ calls: Int, of route: String?) {
    if route != latest.route {
      counts[latest.route, default: 0] += latest.calls
      latest = (route, 0)
    }
    latest.calls += calls
  }

  func sum(where isMeant: (_ route: String?) -> Bool) -> Int {
    counts.reduce(isMeant(latest.route) ? latest.calls : 0) { isMeant($1.key) ? $0 + $1.value : $0 }
  }
}
