import Testing
import Time

@testable import Store

@Suite("DatabaseClock")
struct ClockTests {
  @Test("stays where it was frozen")
  func frozen() throws {
    let moment = try #require(Timestamp("2017-03-03 12:00:00"))
    let clock = DatabaseClock.frozen(at: moment)
    #expect(clock.isFrozen)
    #expect(clock.now == moment)
  }

  @Test("runs with the system's time")
  func system() {
    let before = DatabaseClock.system.now
    #expect(!DatabaseClock.system.isFrozen)
    #expect(DatabaseClock.system.now >= before)
    #expect(before > Timestamp(seconds: 1_500_000_000))
  }

  @Test("runs from a moment, and is that far off the system's")
  func running() throws {
    let moment = try #require(Timestamp("2017-03-03 12:00:00"))
    let clock = DatabaseClock.running(from: moment)
    #expect(!clock.isFrozen)
    #expect(clock.now >= moment)
    #expect(DatabaseClock(frozenAt: nil, offset: clock.offset) == clock)
  }

  @Test("advances to the last moment that four digits of a year can write, and no farther nor back")
  func advances() throws {
    let last = try #require(Timestamp("9999-12-31 23:59:59"))
    let clock = DatabaseClock.frozen(at: last.advanced(by: -1))
    #expect(clock.advanced(by: 1) == .frozen(at: last))
    #expect(clock.advanced(by: 2) == nil)
    #expect(clock.advanced(by: .max) == nil)
    #expect(clock.advanced(by: -1) == nil)
    #expect(try #require(DatabaseClock.system.advanced(by: 1_000)).now >= DatabaseClock.system.now.advanced(by: 999))
  }
}
