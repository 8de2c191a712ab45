import Synchronization

/// The latest calls of a database and their answers, in order.
///
/// It is bounded in calls and in bytes: the oldest make room.
package final class Journal: Sendable {
  /// A record, and the id of its first call; those of a batch follow on it.
  package struct Entry: Sendable {
    package let firstID: Int
    package let record: JournalRecord
  }

  private struct State {
    /// Those before `first` have made room.
    var entries: [Entry?] = []
    var first = 0
    var nextID = 1
    var calls = 0
    var weight = 0
  }

  package static let callLimit = 1_000
  package static let byteLimit = 64 << 20

  private let callLimit: Int
  private let byteLimit: Int
  private let state = Mutex(State())

  package init(callLimit: Int = Journal.callLimit, byteLimit: Int = Journal.byteLimit) {
    self.callLimit = callLimit
    self.byteLimit = byteLimit
  }

  package func record(_ record: JournalRecord) {
    self.record { _ in record }
  }

  /// Records what `make` makes of the latest record, whose bytes it may share: a client that polls asks the same again,
  /// and is mostly told the same.
  package func record(_ make: (_ latest: JournalRecord?) -> JournalRecord) {
    state.withLock { state in
      let record = make(state.entries.last??.record)
      state.entries.append(Entry(firstID: state.nextID, record: record))
      state.nextID += record.calls
      state.calls += record.calls
      state.weight += record.weight
      makeRoom(&state)
    }
  }

  /// The records that have calls of an id above `id`, in order, and the lowest id that counts: of a batch at their
  /// start, the calls before it are asked for no more, or have made room.
  package func entries(after id: Int = 0) -> (entries: [Entry], oldest: Int) {
    state.withLock { state in
      let (next, overflow) = id.addingReportingOverflow(1)
      let oldest = max(overflow ? .max : next, state.nextID - callLimit)
      let entries = state.entries[state.first...].reversed().lazy.compactMap(\.self)
      return (entries.prefix { $0.firstID + $0.record.calls > oldest }.reversed(), oldest)
    }
  }

  /// Forgets all calls; their ids are not given again.
  package func clear() {
    state.withLock { state in
      state.entries = []
      state.first = 0
      state.calls = 0
      state.weight = 0
    }
  }

  /// Drops the oldest records while the others have as many calls as there may be, or all weigh too much.
  private func makeRoom(_ state: inout State) {
    while state.entries.count - state.first > 1, let oldest = state.entries[state.first]?.record,
      state.calls - oldest.calls >= callLimit || state.weight > byteLimit
    {
      state.entries[state.first] = nil
      state.first += 1
      state.calls -= oldest.calls
      state.weight -= oldest.weight
    }
    // Moved to the front once in a while, which costs less than moving them each time.
    guard state.first > callLimit else { return }
    state.entries.removeFirst(state.first)
    state.first = 0
  }
}
