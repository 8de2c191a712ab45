import JSON
import JSONRPC
import Synchronization

/// What was exercised of the API in the databases of one name, whatever became of them.
///
/// A call only leaves its record here. What it exercised is found out when somebody asks, or when so many have come that
/// keeping them would cost memory: most are then like one before, or show nothing that isn't known.
package final class DatabaseCoverage: Sendable {
  /// A call that nobody has looked at yet.
  private struct Note: Sendable {
    let target: Int
    let record: JournalRecord
    let body: Body?
    let failures: [FailedCall]
  }

  /// A call of a request's body that failed, by its place there.
  package typealias FailedCall = (call: Int, failure: CallFailure)

  private struct State {
    var counts: [Int: CoverageCounts] = [:]
    var notes: [Note] = []
    var weight = 0
    /// The latest call that counts as looked at or noted: one that is the same shows nothing new.
    var latest: (target: Int, record: JournalRecord)?
    var repeated = 0
  }

  private static let longest = 256
  private static let heaviest = 1 << 18

  private let catalogue: @Sendable () -> [CoverageTarget]
  private let state = Mutex(State())

  init(_ catalogue: @escaping @Sendable () -> [CoverageTarget]) {
    self.catalogue = catalogue
  }

  /// Notes a request to an endpoint, whose index in the catalogue is `target`.
  ///
  /// - Parameters:
  ///   - body: its calls; nil where it could not be read, or takes none.
  ///   - failures: those of its calls that failed.
  package func note(_ target: Int, _ record: JournalRecord, _ body: Body?, failures: [FailedCall]) {
    state.withLock { state in
      if failures.isEmpty, let latest = state.latest, latest.target == target, record.isAs(latest.record) {
        state.repeated += 1
        return
      }
      Self.countRepeated(&state)
      state.notes.append(Note(target: target, record: record, body: body, failures: failures))
      state.latest = failures.isEmpty ? (target, record) : nil
      state.weight += record.weight
      if state.notes.count >= Self.longest || state.weight >= Self.heaviest { lookAtNotes(&state) }
    }
  }

  /// What was exercised, by the endpoint's index in the catalogue.
  package var counts: [Int: CoverageCounts] {
    state.withLock { state in
      Self.countRepeated(&state)
      lookAtNotes(&state)
      return state.counts
    }
  }

  /// Begins anew.
  package func clear() {
    state.withLock { $0 = State() }
  }

  /// Looks at all that was noted, so that nothing of the database's calls is kept.
  func settle() {
    state.withLock { state in
      Self.countRepeated(&state)
      lookAtNotes(&state)
      state.latest = nil
    }
  }

  private static func countRepeated(_ state: inout State) {
    guard state.repeated > 0, let latest = state.latest else { return }
    state.counts[latest.target, default: CoverageCounts()].calls += latest.record.calls * state.repeated
    state.repeated = 0
  }

  private func lookAtNotes(_ state: inout State) {
    guard !state.notes.isEmpty else { return }
    let targets = catalogue()
    for note in state.notes {
      look(at: note, targets[note.target], &state.counts[note.target, default: CoverageCounts()])
    }
    state.notes.removeAll(keepingCapacity: state.notes.count == Self.longest)
    state.weight = 0
  }

  private func look(at note: Note, _ target: CoverageTarget, _ counts: inout CoverageCounts) {
    let record = note.record
    counts.calls += record.calls
    counts.refused += note.failures.count
    if record.fault != nil {
      counts.faults += 1
      target.markFault(in: &counts.seen)
    }
    guard !record.isFaultsAnswer else { return }
    guard let body = note.body else {
      if let answer = record.answer, record.request.method == "GET" {
        target.mark(isFound: answer.status < 400, in: &counts.seen)
      }
      return
    }
    let needsAnswer = !target.fieldItems.isSubset(of: counts.seen)
    let answer = needsAnswer ? record.answer?.json.flatMap { try? Document(parsing: $0).root } : nil
    switch body {
    case .single(let call):
      target.mark(call.params, note.failures.first?.failure, result: answer?.result, in: &counts.seen)
    case .batch(let calls):
      let answers = answer?.array ?? []
      for (index, call) in calls.enumerated() {
        target.mark(
          call.params, note.failures.first { $0.call == index }?.failure,
          result: index < answers.count ? answers[index].result : nil, in: &counts.seen)
      }
    }
  }
}

extension JournalRecord {
  /// Whether request and answer are the very bytes of another record, which records of equal bytes share.
  fileprivate func isAs(_ other: JournalRecord) -> Bool {
    fault == nil && request.body.isSameStorage(as: other.request.body)
      && (answer?.json ?? []).isSameStorage(as: other.answer?.json ?? [])
      && answer?.status == other.answer?.status && request.path == other.request.path
  }
}

extension [UInt8] {
  fileprivate func isSameStorage(as other: [UInt8]) -> Bool {
    count == other.count
      && (isEmpty || withUnsafeBytes { one in other.withUnsafeBytes { one.baseAddress == $0.baseAddress } })
  }
}

extension JSONValue {
  /// What an answer says within its envelope, whichever it has.
  fileprivate var result: JSONValue {
    let envelope = envelope
    return envelope["jsonrpc"] == nil ? self : envelope["result"] ?? self
  }
}
