import HTTP
import Synchronization

/// A call that a fault holds up before it is made.
///
/// It is made when its time has come and the client is still there; else it goes away, and is recorded as it goes.
final class PendingPassage: Sendable {
  private let passage: Passage
  private let make: @Sendable (inout Response) -> Void
  private let isMade = Atomic<Bool>(false)

  init(_ passage: Passage, make: @escaping @Sendable (inout Response) -> Void) {
    self.passage = passage
    self.make = make
  }

  deinit {
    guard !isMade.load(ordering: .relaxed) else { return }
    passage.closeUnanswered()
    passage.database.waiting.tell()
  }

  func run(_ response: inout Response) {
    isMade.store(true, ordering: .relaxed)
    make(&response)
  }
}
