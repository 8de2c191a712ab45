import CZlib

/// A PNG file of ours read back by the format's own rules: its chunks' check sums must hold and its pixels inflate.
struct DecodedPNG: Equatable {
  let width: Int
  let height: Int
  let palette: [UInt8]
  /// Numbers of colours, row after row.
  let pixels: [UInt8]

  /// Nil for a file that breaks a rule.
  init?(_ file: [UInt8]) {
    var chunks: [(type: String, data: [UInt8])] = []
    var offset = 8
    while offset + 12 <= file.count {
      let length = Self.number(file, offset)
      guard offset + 12 + length <= file.count else { return nil }
      let body = Array(file[offset + 4..<offset + 8 + length])
      guard Int(crc32(0, body, uInt(body.count))) == Self.number(file, offset + 8 + length) else { return nil }
      chunks.append((String(decoding: body.prefix(4), as: UTF8.self), Array(body.dropFirst(4))))
      offset += 12 + length
    }
    guard offset == file.count, chunks.map(\.type) == ["IHDR", "PLTE", "IDAT", "IEND"] else { return nil }
    width = Self.number(chunks[0].data, 0)
    height = Self.number(chunks[0].data, 4)
    palette = chunks[1].data
    guard let lines = Self.inflate(chunks[2].data, to: (width + 1) * height) else { return nil }
    let starts = stride(from: 0, to: lines.count, by: width + 1)
    guard starts.allSatisfy({ lines[$0] == 0 }) else { return nil }
    let width = width
    pixels = starts.flatMap { lines[$0 + 1...$0 + width] }
  }

  /// A number that changes with any pixel or colour, whatever zlib's version makes of them.
  var fingerprint: UInt {
    UInt(crc32(crc32(0, palette, uInt(palette.count)), pixels, uInt(pixels.count)))
  }

  private static func number(_ bytes: [UInt8], _ offset: Int) -> Int {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  /// The bytes packed in `packed`, nil unless they are exactly `count`.
  private static func inflate(_ packed: [UInt8], to count: Int) -> [UInt8]? {
    var length = uLong(count + 1)
    var bytes = [UInt8](repeating: 0, count: count + 1)
    guard uncompress(&bytes, &length, packed, uLong(packed.count)) == Z_OK, length == count else { return nil }
    return Array(bytes.prefix(count))
  }
}
