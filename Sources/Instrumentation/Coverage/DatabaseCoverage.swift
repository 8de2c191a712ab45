import Basics
import JSON
import JSONRPC
import Synchronization

/// What was exercised of the API in the databases of one name, whatever became of them.
///
/// The first calls only leave their records here. What they exercised is found out when somebody asks, or when so many
/// have come that keeping them would cost memory; from then on, what there is to exercise is known, and each call is
/// looked at when it comes. Most show nothing new, and are only counted: those of a known shape whose answer fills
/// nothing that was always empty, and those with the same bytes as the one before.
package final class DatabaseCoverage: Sendable {
  /// A call that nobody has looked at yet.
  private struct Note: Sendable {
    let target: Int
    let record: JournalRecord
    let body: Body?
    let failures: [FailedCall]
    let shape: CallShape?
    let revision: Revision
    /// How many requests with the same bytes came right after it.
    var repetitions = 0
  }

  /// A call of a request's body that failed, by its place there.
  package typealias FailedCall = (call: Int, failure: CallFailure)

  private struct State {
    /// What there is to exercise, once a call has been looked at.
    var targets: [CoverageTarget] = []
    /// By the index of the target; nil for those that were not called.
    var endpoints: [EndpointCoverage?] = []
    var notes: [Note] = []
    var weight = 0
    /// The latest call that counts as looked at or noted: one that is the same shows nothing new.
    var latest: (target: Int, record: JournalRecord)?
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
  ///   - shape: that of its one call, if it was accepted.
  package func note(
    _ target: Int, _ record: JournalRecord, _ body: @autoclosure () -> Body?, failures: [FailedCall],
    shape: CallShape? = nil, in revision: Revision = .first
  ) {
    state.withLock { state in
      if let shape, target < state.endpoints.count, let endpoint = state.endpoints[target],
        endpoint.countKnown(record, shape, in: revision)
      {
        return
      }
      if failures.isEmpty, let latest = state.latest, latest.target == target, record.isAs(latest.record) {
        return Self.countRepeated(record, of: target, &state)
      }
      state.latest = failures.isEmpty ? (target, record) : nil
      guard state.targets.isEmpty else {
        return Self.endpoint(target, &state).look(at: record, body(), failures, shape, in: revision)
      }
      state.notes.append(
        Note(target: target, record: record, body: body(), failures: failures, shape: shape, revision: revision))
      state.weight += record.weight
      if state.notes.count >= Self.longest || state.weight >= Self.heaviest { lookAtNotes(&state) }
    }
  }

  /// What was exercised, by the endpoint's index in the catalogue.
  package var counts: [Int: CoverageCounts] {
    state.withLock { state in
      lookAtNotes(&state)
      return state.endpoints.enumerated().reduce(into: [:]) { counts, endpoint in
        counts[endpoint.offset] = endpoint.element?.counts
      }
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
      lookAtNotes(&state)
      state.latest = nil
      for endpoint in state.endpoints { endpoint?.settle() }
    }
  }

  /// Counts a request with the same bytes as the latest one, which shows nothing new.
  private static func countRepeated(_ record: JournalRecord, of target: Int, _ state: inout State) {
    guard state.notes.isEmpty else { return state.notes[state.notes.count - 1].repetitions += 1 }
    endpoint(target, &state).count(calls: record.calls)
  }

  private func lookAtNotes(_ state: inout State) {
    guard !state.notes.isEmpty else { return }
    state.targets = catalogue()
    for note in state.notes {
      let endpoint = Self.endpoint(note.target, &state)
      let isKnown = note.shape.map { endpoint.countKnown(note.record, $0, in: note.revision) } ?? false
      if !isKnown { endpoint.look(at: note.record, note.body, note.failures, note.shape, in: note.revision) }
      endpoint.count(calls: note.repetitions * note.record.calls)
    }
    state.notes = []
    state.weight = 0
  }

  private static func endpoint(_ target: Int, _ state: inout State) -> EndpointCoverage {
    if state.endpoints.isEmpty { state.endpoints = Array(repeating: nil, count: state.targets.count) }
    if let known = state.endpoints[target] { return known }
    let endpoint = EndpointCoverage(of: state.targets[target])
    state.endpoints[target] = endpoint
    return endpoint
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
  /// Whether both are the same memory, or empty.
  func isSameStorage(as other: [UInt8]) -> Bool {
    withBytes { one in other.withBytes { one.isSameMemory(as: $0) || one.isEmpty && $0.isEmpty } }
  }
}
