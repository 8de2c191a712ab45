import HTTP
import Instrumentation
import JSONRPC
import Synchronization

/// Whether a journal has what was expected: asked again and again, it reads only what is new.
final class Verification: Sendable {
  enum Verdict {
    /// These calls are what was expected.
    case fulfilled([JournalCall])
    /// Not yet, or not at all.
    case unfulfilled
    /// More calls than there may be: waiting doesn't help.
    case exceeded
    /// The journal has dropped calls on which the answer depends.
    case unknowable
  }

  private struct State {
    /// All calls up to this id have been read, or were dropped before.
    var seen: Int
    /// Calls that some pattern matches, by id, and which do.
    var found: [Int: (call: JournalCall, patterns: [Int])] = [:]
    /// The id before the first call that was pending: from there on it is read again.
    var firstPending: Int?
    /// Calls that made room between two looks.
    var missed = 0
  }

  private let expectation: Expectation
  private let journal: Journal
  private let dropped: Int
  private let state: Mutex<State>

  init(of expectation: Expectation, in journal: Journal) {
    self.expectation = expectation
    self.journal = journal
    state = Mutex(State(seen: max(0, journal.latestID - journal.callLimit)))
    dropped = journal.dropped { route in expectation.patterns.contains { $0.mayMatch(route: route) } }
  }

  func check() -> Verdict {
    state.withLock { state in
      read(&state)
      let found = state.found.sorted { $0.key < $1.key }.map(\.value)
      let unknown = dropped + state.missed
      switch expectation.demand {
      case .count(let range):
        if found.count > range.upperBound { return .exceeded }
        guard found.count >= range.lowerBound else { return .unfulfilled }
        return found.count + unknown > range.upperBound ? .unknowable : .fulfilled(found.map(\.call))
      case .each(let inOrder):
        let matches = found.map(\.patterns)
        let chosen = inOrder ? inSequence(matches) : assigned(matches)
        let calls = chosen.compactMap { place in place.map { found[$0].call } }
        return calls.count == chosen.count ? .fulfilled(calls) : .unfulfilled
      }
    }
  }

  /// Says what was found instead, what is nearest to what was expected, and whether dropped calls may have been it.
  func refuse(_ response: inout Response) throws {
    let (found, missed) = state.withLock { ($0.found, $0.missed) }
    let unknown = dropped + missed
    let excerpt = journal.entries()
    let calls = excerpt.entries.flatMap(JournalCall.calls).filter { $0.id >= excerpt.oldest }
    let words: String
    let wanted: CallPattern
    var mayBeMet = unknown > 0
    switch expectation.demand {
    case .count(let range):
      wanted = expectation.patterns[0]
      words = "\(Self.words(range)) expected, \(found.count) found"
      mayBeMet = mayBeMet && found.count <= range.upperBound && found.count + unknown >= range.lowerBound
    case .each(let inOrder):
      let matches = found.sorted { $0.key < $1.key }.map(\.value.patterns)
      let missing = (inOrder ? inSequence(matches) : assigned(matches)).firstIndex { $0 == nil } ?? 0
      wanted = expectation.patterns[missing]
      words =
        "no call for patterns[\(missing)]" + (inOrder && missing > 0 ? " after those for the patterns before it" : "")
    }
    var problem = Problem(.conflict, words)
    if mayBeMet {
      problem = Problem(
        .conflict,
        "\(words); the journal has dropped \(unknown == 1 ? "a call" : "\(unknown) calls") of such paths since it was last cleared, so the answer can't be known: "
          + "clear it before the calls, or keep more with --journal")
    }
    let nearest = NearMiss.nearest(to: wanted, among: calls)
    problem = try problem.with("found", Self.number, found.count)
    if mayBeMet { problem = try problem.with("dropped", Self.number, unknown) }
    try problem.with("nearest", .list(of: NearMiss.shape), nearest).write(to: &response)
  }

  private static let number = Shape<Int>(schema: .integer) { number, writer in writer.json.integer(number) }

  /// Reads what is new, and again what was pending.
  private func read(_ state: inout State) {
    let excerpt = journal.entries(after: min(state.seen, state.firstPending ?? .max))
    if excerpt.oldest > state.seen + 1 { state.missed += excerpt.oldest - state.seen - 1 }
    state.firstPending = nil
    for call in excerpt.entries.flatMap(JournalCall.calls) where call.id >= excerpt.oldest {
      state.seen = max(state.seen, call.id)
      if call.record.isPending, state.firstPending == nil { state.firstPending = call.id - 1 }
      let patterns = expectation.patterns.indices.filter { expectation.patterns[$0].matches(call) }
      state.found[call.id] = patterns.isEmpty ? nil : (call, patterns)
    }
  }

  /// For each pattern the place of the first call that comes after the one for the pattern before it.
  private func inSequence(_ matches: [[Int]]) -> [Int?] {
    var next = 0
    return expectation.patterns.indices.map { pattern in
      guard let place = matches.indices.dropFirst(next).first(where: { matches[$0].contains(pattern) }) else {
        return nil
      }
      next = place + 1
      return place
    }
  }

  /// For each pattern the place of a call of its own. A pattern takes a call that another has if that finds another one
  /// (augmenting paths in a bipartite graph).
  private func assigned(_ matches: [[Int]]) -> [Int?] {
    var owner: [Int: Int] = [:]
    func take(_ pattern: Int, _ tried: inout Set<Int>) -> Bool {
      for place in matches.indices where matches[place].contains(pattern) && tried.insert(place).inserted {
        guard let other = owner[place], !take(other, &tried) else {
          owner[place] = pattern
          return true
        }
      }
      return false
    }
    for pattern in expectation.patterns.indices {
      var tried: Set<Int> = []
      _ = take(pattern, &tried)
    }
    let places = Dictionary(uniqueKeysWithValues: owner.map { ($0.value, $0.key) })
    return expectation.patterns.indices.map { places[$0] }
  }

  private static func words(_ count: ClosedRange<Int>) -> String {
    switch (count.lowerBound, count.upperBound) {
    case let (min, max) where min == max: "\(min) such call\(min == 1 ? " was" : "s were")"
    case (0, let max): "At most \(max) such call\(max == 1 ? " was" : "s were")"
    case (let min, Expectation.most): "At least \(min) such call\(min == 1 ? " was" : "s were")"
    case (let min, let max): "\(min) to \(max) such calls were"
    }
  }
}
