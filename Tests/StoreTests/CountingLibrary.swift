import Synchronization

@testable import Store

/// A scenario that never changes, and how often its text was asked for.
final class CountingLibrary: ScenarioLibrary {
  let names = ["test"]
  private let text: String
  private let count = Mutex(0)

  init(text: String) {
    self.text = text
  }

  var reads: Int { count.withLock { $0 } }

  func isConstant(_ name: String) -> Bool { true }

  func text(of name: String) -> (file: String, text: [UInt8])? {
    count.withLock { $0 += 1 }
    return ("test.json", Array(text.utf8))
  }
}
