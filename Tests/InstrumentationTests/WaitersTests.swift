import Store
import Synchronization
import Testing

@testable import Instrumentation

@Suite("Waiters")
struct WaitersTests {
  private final class Bell: Sendable {
    let isRung = Atomic<Bool>(false)
    let dismissal = Mutex<DatabaseError?>(nil)

    var waiter: Waiters.Waiter {
      Waiters.Waiter {
        self.isRung.load(ordering: .relaxed)
      } cancel: { error in
        self.dismissal.withLock { $0 = error }
      }
    }
  }

  private let gone = DatabaseError.gone(.standard)

  @Test("keeps those for whom it isn't true yet")
  func waits() {
    let list = Waiters()
    #expect(list.waiting == 0)
    let (one, other) = (Bell(), Bell())
    #expect(list.add(one.waiter) != nil)
    #expect(list.add(other.waiter) != nil)
    one.isRung.store(true, ordering: .relaxed)
    #expect(list.waiting == 2)
    list.notify()
    #expect(list.waiting == 1)
    #expect(list.add(one.waiter) == nil)
    #expect(list.waiting == 1)
  }

  @Test("forgets those who leave")
  func leaves() throws {
    let list = Waiters()
    let id = try #require(list.add(Bell().waiter))
    list.remove(id)
    #expect(list.waiting == 0)
  }

  @Test("dismisses all when it ends, and who comes then")
  func ends() throws {
    let list = Waiters()
    let (early, late) = (Bell(), Bell())
    let id = try #require(list.add(Bell().waiter))
    #expect(list.add(early.waiter) != nil)
    list.end(gone)
    #expect(list.add(late.waiter) == nil)
    #expect(early.dismissal.withLock { $0 } == gone)
    #expect(late.dismissal.withLock { $0 } == gone)
    #expect(list.waiting == 0)
    // Nobody is left among whom there could be others.
    list.remove(id)
    #expect(list.waiting == 0)
  }

  @Test("are dismissed when their database ends")
  func databaseEnds() {
    let instrumentation = Instrumentation()
    let bell = Bell()
    #expect(instrumentation.waiters.add(bell.waiter) != nil)
    instrumentation.databaseEnded(.standard)
    #expect(bell.dismissal.withLock { $0 } == gone)
    #expect(instrumentation.waiters.waiting == 0)
  }

  @Test("counts one who looks for the first time, so that a change meanwhile finds it")
  func counts() {
    let list = Waiters()
    let seen = Mutex<[Int]>([])
    func waiter(isOver: Bool) -> Waiters.Waiter {
      Waiters.Waiter {
        seen.withLock { $0.append(list.waiting) }
        return isOver
      } cancel: { _ in
      }
    }
    #expect(list.add(waiter(isOver: false)) != nil)
    #expect(list.add(waiter(isOver: true)) == nil)
    #expect(seen.withLock { $0 } == [1, 2])
    #expect(list.waiting == 1)
    list.notify()
    #expect(seen.withLock { $0 } == [1, 2, 1])
    // It has the list, which has it.
    list.end(gone)
  }

  @Test("asks nobody who has left, and keeps the others")
  func othersStay() throws {
    let list = Waiters()
    let (one, other) = (Bell(), Bell())
    let id = try #require(list.add(one.waiter))
    #expect(list.add(other.waiter) != nil)
    list.remove(id)
    list.remove(id)
    #expect(list.waiting == 1)
    list.end(gone)
    #expect(one.dismissal.withLock { $0 } == nil)
    #expect(other.dismissal.withLock { $0 } == gone)
  }
}
