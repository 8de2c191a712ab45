import JSON
import JSONRPC

/// What was exercised of one endpoint in the databases of one name, and which calls show nothing new of it.
///
/// A class, since every call looks at it, and copies of a struct would retain its references.
final class EndpointCoverage {
  private(set) var counts = CoverageCounts()
  private let target: CoverageTarget
  /// The shapes of accepted calls that were looked at: the arguments of another call of such a shape show nothing new.
  private var shapes: [CallShape] = []
  /// How the properties that were empty in every answer so far are written.
  private var emptyProperties: [WrittenProperty] = []
  /// The one whose properties these are.
  private var revision: Revision?
  /// The latest answer that filled none of them: the records of calls that are answered alike share it.
  private var searched: [UInt8] = []

  /// How many shapes are remembered: with more, calls of the others are looked at each time.
  private static let mostShapes = 32
  /// In bytes: a longer answer is searched again rather than kept, since each endpoint of each database may keep one.
  private static let longestSearched = 1 << 15

  init(of target: CoverageTarget) {
    self.target = target
  }

  /// Counts an accepted call that shows nothing new. Returns false, and counts nothing, where it may.
  func countKnown(_ record: JournalRecord, _ shape: CallShape, in revision: Revision) -> Bool {
    guard shapes.contains(shape), revision == self.revision, record.fault == nil, !fillsEmptyProperty(record) else {
      return false
    }
    counts.calls += 1
    return true
  }

  /// Counts calls that show nothing new.
  func count(calls: Int) { counts.calls += calls }

  /// Looks at all that a request and its answer show.
  ///
  /// - Parameter shape: that of its one call, if it was accepted.
  func look(
    at record: JournalRecord, _ body: Body?, _ failures: [DatabaseCoverage.FailedCall], _ shape: CallShape?,
    in revision: Revision
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
    let known = counts.seen
    if revision != self.revision {
      self.revision = revision
      emptyProperties = target.emptyProperties(after: known, in: revision)
      searched = []
    }
    let answer = fillsEmptyProperty(record) ? record.answer?.json.flatMap { try? Document(parsing: $0).root } : nil
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
    if counts.seen != known { emptyProperties = target.emptyProperties(after: counts.seen, in: revision) }
    if let shape, shapes.count < Self.mostShapes, !shapes.contains(shape) { shapes.append(shape) }
  }

  /// Whether an answer may fill a property that was always empty. It is not parsed to find out.
  private func fillsEmptyProperty(_ record: JournalRecord) -> Bool {
    guard !emptyProperties.isEmpty, let json = record.answer?.json, !json.isSameStorage(as: searched) else {
      return false
    }
    if emptyProperties.contains(where: { $0.isFilled(in: json) }) { return true }
    searched = json.count <= Self.longestSearched ? json : []
    return false
  }

  /// Lets go of what is kept of calls.
  func settle() { searched = [] }
}

extension JSONValue {
  /// What an answer says within its envelope, whichever it has.
  fileprivate var result: JSONValue {
    let envelope = envelope
    return envelope["jsonrpc"] == nil ? self : envelope["result"] ?? self
  }
}
