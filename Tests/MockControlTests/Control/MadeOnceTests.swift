import Synchronization
import Testing

@testable import MockControl

@Suite("MadeOnce")
struct MadeOnceTests {
  private final class Count: Sendable {
    let calls = Mutex(0)

    func next() -> Int {
      calls.withLock {
        $0 += 1; return $0
      }
    }
  }

  private struct NotYet: Error {}

  @Test("makes its value when it is first asked for, and once")
  func once() throws {
    let count = Count()
    let made = Lazy { count.next() }
    #expect(count.calls.withLock { $0 } == 0)
    #expect(try [made.value(), made.value()] == [1, 1])
  }

  @Test("tries again where it could not")
  func again() throws {
    let count = Count()
    let made = Lazy { () throws -> Int in
      let number = count.next()
      guard number > 1 else { throw NotYet() }
      return number
    }
    #expect(throws: NotYet.self) { try made.value() }
    #expect(try made.value() == 2)
  }
}
