import Testing

@testable import Store

@Suite("Clock")
struct ClockTests {
  @Test("stands where it was frozen")
  func frozen() throws {
    let moment = try #require(Moment("2017-03-03 12:00:00"))
    let clock = Clock.frozen(at: moment)
    #expect(clock.isFrozen)
    #expect(clock.now == moment)
  }

  @Test("runs with the system's time")
  func system() {
    let before = Clock.system.now
    #expect(!Clock.system.isFrozen)
    #expect(Clock.system.now >= before)
    #expect(before > Moment(seconds: 1_500_000_000))
  }
}
