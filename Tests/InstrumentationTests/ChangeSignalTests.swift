import Dispatch
import Glibc
import Store
import Synchronization
import TestSupport
import Testing

@testable import Instrumentation

@Suite("ChangeSignal")
struct ChangeSignalTests {
  /// When a signal has acted.
  private final class Acts: Sendable {
    let isDone = DispatchSemaphore(value: 0)
    let times = Mutex<[ContinuousClock.Instant]>([])

    var count: Int { times.withLock(\.count) }

    func note() {
      times.withLock { $0.append(.now) }
      isDone.signal()
    }
  }

  /// Signals when nothing refers to it any more.
  private final class Witness: Sendable {
    private let isGone: DispatchSemaphore

    init(_ isGone: DispatchSemaphore) { self.isGone = isGone }

    deinit { isGone.signal() }
  }

  private let acts = Acts()

  private func signal(spacing: Duration = .zero) -> ChangeSignal {
    ChangeSignal(label: "test", spacing: spacing) { [acts] in acts.note() }
  }

  @Test("acts once for all that has changed while it acted")
  func once() throws {
    let (gate, ended) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    var signal: ChangeSignal? = {
      let witness = Witness(ended)
      return ChangeSignal(label: "test") { [acts] in
        withExtendedLifetime(witness) { acts.note() }
        _ = gate.isSignalled()
      }
    }()
    signal?.trigger()
    try #require(acts.isDone.isSignalled())
    for _ in 0..<3 { signal?.trigger() }
    // It lives until it has acted as often as it will.
    signal = nil
    for _ in 0..<4 { gate.signal() }
    try #require(ended.isSignalled())
    #expect(acts.count == 2)
  }

  @Test("acts again when its spacing is over, and not before")
  func spacing() throws {
    let spacing = Duration.milliseconds(60)
    let signal = signal(spacing: spacing)
    let start = ContinuousClock.now
    signal.trigger()
    try #require(acts.isDone.isSignalled())
    signal.trigger()
    try #require(acts.isDone.isSignalled())
    #expect(acts.times.withLock { $0[1] } - start >= spacing)
  }

  @Test("acts after a delay that is given, and not before")
  func delay() throws {
    let delay = Duration.milliseconds(60)
    let signal = signal()
    let start = ContinuousClock.now
    signal.trigger(after: delay)
    try #require(acts.isDone.isSignalled())
    #expect(acts.times.withLock { $0[0] } - start >= delay)
  }

  @Test("acts when it is attached, when those who wait look, and when their database ends")
  func attached() throws {
    let (waiters, signal) = (Waiters(), signal())
    signal.attach(to: waiters)
    try #require(acts.isDone.isSignalled())
    #expect(waiters.waiting == 1)
    waiters.notify()
    try #require(acts.isDone.isSignalled())
    #expect(waiters.waiting == 1)
    waiters.end(.gone(.standard))
    try #require(acts.isDone.isSignalled())
    // One that has ended before has it act, too.
    signal.attach(to: waiters)
    try #require(acts.isDone.isSignalled())
    #expect(waiters.waiting == 0)
  }

  @Test("is attached to one list of waiters at a time, until it is detached")
  func detached() throws {
    let (one, other, signal) = (Waiters(), Waiters(), signal())
    signal.attach(to: one)
    signal.attach(to: other)
    #expect(one.waiting == 0 && other.waiting == 1)
    signal.detach()
    #expect(other.waiting == 0)
    // Another's waiter of the number that it had stays.
    let bystander = self.signal()
    bystander.attach(to: other)
    signal.detach()
    #expect(other.waiting == 1)
  }

  @Test("leaves the waiters when it is released")
  func released() throws {
    let waiters = Waiters()
    var signal: ChangeSignal? = signal()
    signal?.attach(to: waiters)
    try #require(acts.isDone.isSignalled())
    weak let released = signal
    signal = nil
    let deadline = ContinuousClock.now + WaitLimit.duration
    // Its queue may hold it for a moment yet.
    while released != nil {
      try #require(ContinuousClock.now < deadline)
      sched_yield()
    }
    #expect(waiters.waiting == 1)
    waiters.notify()
    #expect(waiters.waiting == 0)
  }
}
