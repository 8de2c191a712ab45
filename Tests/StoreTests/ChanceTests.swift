import Testing

@testable import Store

@Suite("Chance")
struct ChanceTests {
  @Test("repeats itself with a seed, and only then")
  func repeats() {
    func draw(_ seed: UInt64?) -> [String] {
      var chance = Chance(seed: seed)
      return [chance.hexadecimal(bytes: 32), chance.digits(6), "\(chance.number(below: 1_000_000_007))"]
    }
    #expect(draw(7) == draw(7))
    #expect(draw(7) != draw(8))
    #expect(draw(nil) != draw(nil))
  }

  @Test("writes as many digits as it is asked for")
  func widths() {
    var chance = Chance(seed: 1)
    #expect(chance.hexadecimal(bytes: 32).utf8.count == 64)
    for _ in 0..<100 { #expect(chance.digits(6).utf8.count == 6) }
    #expect(chance.number(below: 1) == 0)
    #expect(chance.number(below: 0) == 0)
  }

  @Test("makes UUIDs of version 4 and variant 10, repeatably with a seed")
  func uuids() throws {
    let pattern = try Regex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
    var chance = Chance(seed: 1)
    var twin = Chance(seed: 1)
    for _ in 0..<100 {
      let uuid = chance.uuid()
      #expect(uuid.wholeMatch(of: pattern) != nil)
      #expect(uuid == twin.uuid())
    }
    #expect(chance.uuid() != chance.uuid())
  }
}
