import Store
import Testing

@testable import Instrumentation

@Suite("A fault's delay")
struct FaultDelayTests {
  @Test("is drawn between both durations, both included, and by a seed the same each time")
  func drawn() {
    let delay = Fault.Delay(.milliseconds(3), .milliseconds(6))
    func draws(seed: UInt64) -> [Duration] {
      var random = RandomSource(seed: seed)
      return (0..<100).map { _ in delay.next(from: &random) }
    }
    #expect(Set(draws(seed: 7)) == Set((3...6).map { .milliseconds($0) }))
    #expect(draws(seed: 7) == draws(seed: 7))
    #expect(draws(seed: 7) != draws(seed: 8))
  }

  @Test("is fixed where both durations are the same")
  func fixed() {
    #expect(Fault.Delay(.milliseconds(3), .milliseconds(3)).isFixed)
    #expect(!Fault.Delay(.milliseconds(3), .milliseconds(4)).isFixed)
  }
}
