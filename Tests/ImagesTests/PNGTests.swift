import Testing

@testable import Images

@Suite("PNG")
struct PNGTests {
  @Test("reads back as it was written")
  func roundTrip() throws {
    let file = try PNG.encode(width: 3, height: 2, palette: [0x000000, 0xC8102E], pixels: [0, 1, 0, 1, 1, 0])
    let decoded = try #require(DecodedPNG(file))
    #expect(decoded.width == 3)
    #expect(decoded.height == 2)
    #expect(decoded.palette == [0, 0, 0, 0xC8, 0x10, 0x2E])
    #expect(decoded.pixels == [0, 1, 0, 1, 1, 0])
  }

  @Test(
    "refuses what the format can't hold",
    arguments: [
      (0, 1, 1, [], .size(width: 0, height: 1)),
      (1, 4_096, 1, [], .size(width: 1, height: 4_096)),
      (2, 2, 1, [0, 0, 0], .pixels(expected: 4, found: 3)),
      (1, 1, 0, [0], .palette(colors: 0, highestPixel: 0)),
      (1, 1, 2, [2], .palette(colors: 2, highestPixel: 2)),
      (1, 1, 257, [0], .palette(colors: 257, highestPixel: 0)),
    ] as [(Int, Int, Int, [UInt8], PNGError)])
  func refuses(_ width: Int, _ height: Int, _ colors: Int, _ pixels: [UInt8], _ error: PNGError) {
    let palette = Array(repeating: Color.white, count: colors)
    #expect(throws: error) { try PNG.encode(width: width, height: height, palette: palette, pixels: pixels) }
  }

  @Test("finds the size of a picture", arguments: [(1, 1), (64, 64), (150, 150), (4_095, 1)])
  func size(_ width: Int, _ height: Int) throws {
    let pixels = [UInt8](repeating: 0, count: width * height)
    let file = try PNG.encode(width: width, height: height, palette: [.white], pixels: pixels)
    let size = try #require(PNG.size(of: file))
    #expect(size == (width, height))
  }

  @Test(
    "accepts every depth that a colour type has, and no other",
    arguments: [
      (0, 1, true), (0, 16, true), (0, 3, false), (1, 8, false), (2, 8, true), (2, 4, false), (3, 8, true),
      (3, 16, false), (4, 16, true), (4, 1, false), (6, 8, true), (6, 2, false), (7, 8, false),
    ] as [(UInt8, UInt8, Bool)])
  func depth(_ colorType: UInt8, _ depth: UInt8, _ accepted: Bool) {
    #expect((PNG.size(of: header(depth: depth, colorType: colorType)) != nil) == accepted)
  }

  @Test(
    "takes for no picture",
    arguments: [
      Broken("nothing") { $0 = [] },
      Broken("a file cut short in its header") { $0.removeLast() },
      Broken("another signature") { $0[1] = 0x51 },
      Broken("a first chunk of another length") { $0[11] = 14 },
      Broken("a first chunk of another type") { $0[12] = 0x69 },
      Broken("a header whose check sum is wrong") { $0[29] ^= 1 },
      Broken("a header whose width was changed later") { $0[19] = 151 },
      Broken("JPEG") { $0.replaceSubrange(0..<3, with: [0xFF, 0xD8, 0xFF]) },
    ])
  func broken(_ file: Broken) {
    #expect(PNG.size(of: header()) != nil)
    #expect(PNG.size(of: file.bytes(from: header())) == nil)
  }

  @Test(
    "takes a header with a wrong value for no picture",
    arguments: [
      header(width: 0), header(height: 0), header(width: 0x8000_0000), header(compression: 1), header(filter: 1),
      header(interlace: 2),
    ])
  func wrongValue(_ file: [UInt8]) {
    #expect(PNG.size(of: file) == nil)
  }
}

/// A file that was whole until something happened to it.
struct Broken: Sendable, CustomTestStringConvertible {
  let testDescription: String
  private let damage: @Sendable (inout [UInt8]) -> Void

  init(_ name: String, damage: @escaping @Sendable (inout [UInt8]) -> Void) {
    testDescription = name
    self.damage = damage
  }

  func bytes(from file: [UInt8]) -> [UInt8] {
    var file = file
    damage(&file)
    return file
  }
}

/// The first 33 bytes of a PNG file: signature and header, its check sum true.
private func header(
  width: UInt32 = 150, height: UInt32 = 150, depth: UInt8 = 8, colorType: UInt8 = 3, compression: UInt8 = 0,
  filter: UInt8 = 0, interlace: UInt8 = 0
) -> [UInt8] {
  let sides = [width, height].flatMap { withUnsafeBytes(of: $0.bigEndian) { Array($0) } }
  let body = Array("IHDR".utf8) + sides + [depth, colorType, compression, filter, interlace]
  let check = UInt32(truncatingIfNeeded: PNG.checksum(body))
  return PNG.signature + [0, 0, 0, 13] + body + withUnsafeBytes(of: check.bigEndian) { Array($0) }
}
