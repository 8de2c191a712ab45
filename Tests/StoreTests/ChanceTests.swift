import Testing

@testable import Store

@Suite("Chance")
struct ChanceTests {
  @Test("repeats itself with a seed, and only then")
  func repeats() {
    func draw(_ seed: UInt64?) -> [String] {
      var random = RandomSource(seed: seed)
      return [random.hexadecimal(bytes: 32), random.digits(6), "\(random.number(below: 1_000_000_007))"]
    }
    #expect(draw(7) == draw(7))
    #expect(draw(7) != draw(8))
    #expect(draw(nil) != draw(nil))
  }

  @Test("writes as many digits as it is asked for")
  func widths() {
    var random = RandomSource(seed: 1)
    #expect(random.hexadecimal(bytes: 32).utf8.count == 64)
    for _ in 0..<100 { #expect(random.digits(6).utf8.count == 6) }
    #expect(random.number(below: 1) == 0)
    #expect(random.number(below: 0) == 0)
  }

  @Test("makes UUIDs of version 4 and variant 10, repeatably with a seed")
  func uuids() throws {
    let pattern = try Regex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
    var random = RandomSource(seed: 1)
    var twin = RandomSource(seed: 1)
    for _ in 0..<100 {
      let uuid = random.uuid()
      #expect(uuid.wholeMatch(of: pattern) != nil)
      #expect(uuid == twin.uuid())
    }
    #expect(random.uuid() != random.uuid())
  }
}
