import Testing

@testable import HTTP

@Suite("TimerWheel")
struct TimerWheelTests {
  private static let second: Int64 = 1_000_000_000

  @Test(
    "reports a deadline within 50 ms and never early",
    arguments: [
      0, 1, 16_777_216, 16_777_217, 4_294_967_296, 60 * second, 1099 * second, 5000 * second, 90_000 * second,
    ])
  func deadlines(_ wait: Int64) throws {
    var wheel = TimerWheel(now: 123_456_789)
    let due = 123_456_789 + wait
    wheel.insert(7, due: due)
    var told: [TimerWheel.Entry] = []
    var now: Int64 = 123_456_789
    for _ in 0..<100 where told.isEmpty {
      now = max(try #require(wheel.next), now)
      wheel.advance(to: now, into: &told)
    }
    #expect(told == [TimerWheel.Entry(token: 7, due: due)])
    #expect(now >= due && now - due < 50_000_000)
    #expect(wheel.next == nil)
  }

  @Test("wakes up a few times for a far deadline, not every tick")
  func wakeUps() throws {
    var wheel = TimerWheel(now: 0)
    wheel.insert(1, due: 60 * TimerWheelTests.second)
    var told: [TimerWheel.Entry] = []
    for _ in 0..<3 where told.isEmpty { wheel.advance(to: try #require(wheel.next), into: &told) }
    #expect(told == [TimerWheel.Entry(token: 1, due: 60 * TimerWheelTests.second)])
  }

  @Test("reports everything once, in order of ticks, however time jumps")
  func order() {
    var random = SeededGenerator(seed: 5)
    var wheel = TimerWheel(now: 0)
    var now: Int64 = 0
    var waiting: Set<UInt64> = []
    var dues: [UInt64: Int64] = [:]
    for token in 0..<5000 as Range<UInt64> {
      let due = now + Int64.random(in: 0..<40 * TimerWheelTests.second, using: &random)
      wheel.insert(token, due: due)
      waiting.insert(token)
      dues[token] = due
      now += Int64.random(in: 0..<50_000_000, using: &random)
      var told: [TimerWheel.Entry] = []
      wheel.advance(to: now, into: &told)
      for entry in told {
        #expect(waiting.remove(entry.token) != nil)
        #expect(entry.due <= now)
      }
      #expect(told.map { ($0.due - 1) >> 24 } == told.map { ($0.due - 1) >> 24 }.sorted())
    }
    #expect(waiting.allSatisfy { (dues[$0] ?? 0) + 50_000_000 > now })
  }
}
