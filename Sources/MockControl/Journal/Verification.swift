import HTTP
import Instrumentation
import JSON
import Store
import Synchronization

/// Whether a journal has what was expected: asked again and again, it reads only what is new.
final class Verification: Sendable {
  enum Verdict {
    case fulfilled, notYet, exceeded
  }

  private struct State {
    var seen = 0
    var found: [JournalCall] = []
  }

  private let expectation: Expectation
  private let journal: Journal
  private let state = Mutex(State())

  init(of expectation: Expectation, in journal: Journal) {
    self.expectation = expectation
    self.journal = journal
  }

  func check() -> Verdict {
    let count = state.withLock { state in
      let excerpt = journal.entries(after: state.seen)
      for call in excerpt.entries.flatMap(JournalCall.calls) where call.id >= excerpt.oldest {
        state.seen = call.id
        if expectation.isMet(by: call) { state.found.append(call) }
      }
      return state.found.count
    }
    if count > expectation.count.upperBound { return .exceeded }
    return count < expectation.count.lowerBound ? .notYet : .fulfilled
  }

  /// The calls that were expected, in order.
  func write(to response: inout Response) {
    let found = state.withLock { $0.found }
    response.answer { writer in
      writer.array { writer in
        for call in found { call.write(to: &writer) }
      }
    }
  }

  /// What was found instead, and what is nearest to what was expected.
  func refuse(_ response: inout Response) {
    let found = state.withLock { $0.found.count }
    let excerpt = journal.entries()
    let calls = excerpt.entries.flatMap(JournalCall.calls).filter { $0.id >= excerpt.oldest }
    let nearest = NearMiss.nearest(to: expectation, among: calls)
    Problem(.conflict, "\(Self.words(expectation.count)) expected, \(found) found")
      .with("found") { $0.integer(found) }
      .with("nearest") { writer in
        writer.array { writer in
          for miss in nearest { miss.write(to: &writer) }
        }
      }
      .write(to: &response)
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
