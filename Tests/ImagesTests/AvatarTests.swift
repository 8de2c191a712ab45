import Testing

@testable import Images

@Suite("Avatar")
struct AvatarTests {
  @Test("has the size asked for", arguments: [64, 150])
  func size(_ side: Int) throws {
    let file = try Avatar(seed: 152, initials: "UA").png(side: side)
    let picture = try #require(DecodedPNG(file))
    #expect(picture.width == side)
    #expect(picture.height == side)
    #expect(picture.pixels.count == side * side)
    #expect(file.count < 2_000)
  }

  @Test(
    "never changes",
    arguments: [(152, "UA", 64, 3_400_966_642), (152, "", 64, 2_520_628_424), (152, "UA", 150, 1_283_853_475)]
      as [(Int, String, Int, UInt)])
  func golden(_ seed: Int, _ initials: String, _ side: Int, _ fingerprint: UInt) throws {
    let picture = try #require(DecodedPNG(Avatar(seed: seed, initials: initials).png(side: side)))
    #expect(picture.fingerprint == fingerprint)
  }

  @Test("differs between partners of the same initials", arguments: ["LB", ""])
  func differs(_ initials: String) throws {
    let files = try (1...200).map { try Avatar(seed: $0, initials: initials).png(side: 16) }
    #expect(Set(files).count == files.count)
  }

  @Test(
    "shows the first two letters as plain capitals",
    arguments: [("lb", "LB"), ("JWX", "JW"), ("Éß", "ES"), ("Øł", "OL"), ("İ", "I"), ("Ñç", "NC")])
  func letters(_ initials: String, _ plain: String) throws {
    let file = try Avatar(seed: 1, initials: initials).png(side: 64)
    #expect(try file == Avatar(seed: 1, initials: plain).png(side: 64))
    #expect(try file != Avatar(seed: 1, initials: "").png(side: 64))
  }

  @Test("is a pattern without letters that we can draw", arguments: ["АС", "田由", "L田", "1", " ", "🙂", "@A", "[Z"])
  func pattern(_ initials: String) throws {
    #expect(try Avatar(seed: 1, initials: initials).png(side: 64) == Avatar(seed: 1, initials: "").png(side: 64))
  }

  @Test("is a pattern that its own mirror image equals", arguments: [1, 31, 152, -1, .max, .min])
  func symmetric(_ seed: Int) throws {
    let picture = try #require(DecodedPNG(Avatar(seed: seed, initials: "").png(side: 64)))
    let rows = stride(from: 0, to: 64 * 64, by: 64).map { Array(picture.pixels[$0..<$0 + 64]) }
    #expect(rows.allSatisfy { $0 == $0.reversed() })
    #expect(picture.pixels.contains(0))
    #expect(picture.pixels.contains(Canvas.fullInk))
  }

  @Test("refuses a size that no picture has", arguments: [0, -1, 4_096, .max, .min])
  func refuses(_ side: Int) {
    #expect(throws: PNGError.size(width: side, height: side)) {
      try Avatar(seed: 1, initials: "A").png(side: side)
    }
  }
}
