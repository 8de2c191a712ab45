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
    arguments: [(152, "UA", 64, 1_596_657_120), (152, "", 64, 65_921_247), (152, "UA", 150, 2_116_780_639)]
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
    "shows the first two letters as capitals",
    arguments: [("lb", "LB"), ("JWX", "JW"), ("éß", "ÉS"), ("øł", "ØŁ"), ("αω", "ΑΩ"), ("жщ", "ЖЩ"), ("e\u{301}", "É")])
  func letters(_ initials: String, _ capitals: String) throws {
    let file = try Avatar(seed: 1, initials: initials).png(side: 64)
    #expect(try file == Avatar(seed: 1, initials: capitals).png(side: 64))
    #expect(try file != Avatar(seed: 1, initials: "").png(side: 64))
  }

  @Test("shows a letter's marks", arguments: [("É", "E"), ("Ø", "O"), ("Й", "И"), ("Ώ", "Ω"), ("Ç", "C"), ("Ệ", "Ê")])
  func marks(_ marked: String, _ plain: String) throws {
    let images = try [marked, plain].map { try Avatar(seed: 1, initials: $0).png(side: 64) }
    #expect(images[0] != images[1])
  }

  @Test("is a person where a letter can't be drawn", arguments: ["由田", "田由", "L田", "प्र", "1", " ", "🙂", "@A", "[Z"])
  func person(_ initials: String) throws {
    #expect(try Avatar(seed: 1, initials: initials).png(side: 64) == Avatar(seed: 1, initials: "").png(side: 64))
  }

  @Test("of a person is its own mirror image", arguments: [1, 31, 152, -1, .max, .min])
  func symmetric(_ seed: Int) throws {
    let picture = try #require(DecodedPNG(Avatar(seed: seed, initials: "").png(side: 64)))
    let rows = stride(from: 0, to: 64 * 64, by: 64).map { Array(picture.pixels[$0..<$0 + 64]) }
    #expect(rows.allSatisfy { $0 == $0.reversed() })
    #expect(picture.pixels.contains(0))
    #expect(picture.pixels.contains(Canvas.fullInk))
  }

  @Test(
    "keeps initials within a circle cut out of it, and in its middle",
    arguments: ["LB", "АС", "ŁŻ", "WM", "МШ", "ǄǄ", "ЇЖ", "I", "Ặ", "Ϊ"])
  func centred(_ initials: String) throws {
    let side = 150
    let pixels = try #require(DecodedPNG(Avatar(seed: 1, initials: initials).png(side: side))).pixels
    let inked = pixels.indices.filter { pixels[$0] > 0 }
    let columns = inked.map { $0 % side }
    let rows = inked.map { $0 / side }
    let (left, right) = try (#require(columns.min()), #require(columns.max()))
    let (top, bottom) = try (#require(rows.min()), #require(rows.max()))
    #expect(abs(left + right - (side - 1)) <= 1)
    #expect(abs(top + bottom - (side - 1)) <= 1)
    for pixel in inked {
      let (x, y) = (Double(pixel % side) - 74.5, Double(pixel / side) - 74.5)
      #expect(x * x + y * y < 75 * 75)
    }
  }

  @Test("refuses a size that no picture has", arguments: [0, -1, 4_096, .max, .min])
  func refuses(_ side: Int) {
    #expect(throws: PNGError.size(width: side, height: side)) {
      try Avatar(seed: 1, initials: "A").png(side: side)
    }
  }
}
