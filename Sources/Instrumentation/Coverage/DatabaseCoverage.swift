import Basics
import JSON
import JSONRPC
import Synchronization

/// What was exercised of the API in the databases of one name, whatever became of them.
///
/// The first calls only leave their records here. What they exercised is found out when somebody asks, or when so many
/// have come that keeping them would cost memory; from then on, what there is to exercise is known, and each call is
/// looked at when it comes. Most show nothing new: a call with the same bytes as the one before is only counted.
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
    /// What there is to exercise, once a call has been looked at.
    var targets: [CoverageTarget] = []
    /// By the index of the target; of those that were called, since it is kept for as long as the server runs.
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
      state.latest = failures.isEmpty ? (target, record) : nil
      guard state.targets.isEmpty else {
        return Self.look(at: record, of: target, body, failures, &state)
      }
      state.notes.append(Note(target: target, record: record, body: body, failures: failures))
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
    state.withLock { state in
      let targets = state.targets
      state = State()
      state.targets = targets
    }
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
    state.targets = catalogue()
    for note in state.notes { Self.look(at: note.record, of: note.target, note.body, note.failures, &state) }
    state.notes = []
    state.weight = 0
  }

  private static func look(
    at record: JournalRecord, of target: Int, _ body: Body?, _ failures: [FailedCall], _ state: inout State
  ) {
    look(at: record, body, failures, state.targets[target], &state.counts[target, default: CoverageCounts()])
  }

  private static func look(
    at record: JournalRecord, _ body: Body?, _ failures: [FailedCall], _ target: CoverageTarget,
    _ counts: inout CoverageCounts
  ) {
    counts.calls += record.calls
    counts.refused += failures.count
    if record.fault != nil {
      counts.faults += 1
      target.markFault(in: &counts.seen)
    }
    guard !record.isFaultsAnswer else { return }
    guard let body else {
      if let answer = record.answer, record.request.method == "GET" {
        target.mark(isFound: answer.status < 400, in: &counts.seen)
      }
      return
    }
    let needsAnswer = !target.fieldItems.isSubset(of: counts.seen)
    let answer = needsAnswer ? record.answer?.json.flatMap { try? Document(parsing: $0).root } : nil
    switch body {
    case .single(let call):
      target.mark(call.params, failures.first?.failure, result: answer?.result, in: &counts.seen)
    case .batch(let calls):
      let answers = answer?.array ?? []
      for (index, call) in calls.enumerated() {
        target.mark(
          call.params, failures.first { $0.call == index }?.failure,
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
    withBytes { one in other.withBytes { one.isSameMemory(as: $0) || one.isEmpty && $0.isEmpty } }
  }
}

extension JSONValue {
  /// What an answer says within its envelope, whichever it has.
  fileprivate var result: JSONValue {
    let envelope = envelope
    return envelope["jsonrpc"] == nil ? self : envelope["result"] ?? self
  }
}
