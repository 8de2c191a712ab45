import CZlib

/// Pictures in the Portable Network Graphics format, as far as we write and check them.
///
/// Source: https://www.w3.org/TR/png-3/
package enum PNG {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  static let largestSide = 4_095

  /// A picture whose pixels are numbers of colours in its palette, row after row from the top left.
  static func encode(width: Int, height: Int, palette: [Color], pixels: [UInt8]) throws(PNGError) -> [UInt8] {
    guard 1...largestSide ~= width, 1...largestSide ~= height else {
      throw .size(width: width, height: height)
    }
    guard pixels.count == width * height else { throw .pixels(expected: width * height, found: pixels.count) }
    let highest = Int(pixels.max() ?? 0)
    guard highest < palette.count, palette.count <= 256 else {
      throw .palette(colors: palette.count, highestPixel: highest)
    }
    let compressed = try compress(scanlines(of: pixels, width: width))
    var file = signature
    file.reserveCapacity(compressed.count + palette.count * 3 + 77)
    // 8 bits a pixel, colour type 3 (palette), deflate, adaptive filtering, no interlace.
    append("IHDR", bigEndian(width) + bigEndian(height) + [8, 3, 0, 0, 0], to: &file)
    append("PLTE", palette.flatMap { [$0.red, $0.green, $0.blue] }, to: &file)
    append("IDAT", compressed, to: &file)
    append("IEND", [], to: &file)
    return file
  }

  /// Each row behind its filter's number: 0, since numbers of colours gain nothing from the others (section 12.7).
  private static func scanlines(of pixels: [UInt8], width: Int) -> [UInt8] {
    var lines: [UInt8] = []
    lines.reserveCapacity(pixels.count + pixels.count / width)
    for start in stride(from: 0, to: pixels.count, by: width) {
      lines.append(0)
      lines.append(contentsOf: pixels[start..<start + width])
    }
    return lines
  }

  /// At zlib's usual level: its best takes fifteen times as long for pictures a tenth smaller.
  private static func compress(_ bytes: [UInt8]) throws(PNGError) -> [UInt8] {
    var length = compressBound(uLong(bytes.count))
    var code = Z_OK
    let packed = [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
      code = compress2(buffer.baseAddress, &length, bytes, uLong(bytes.count), Z_DEFAULT_COMPRESSION)
      count = code == Z_OK ? Int(length) : 0
    }
    guard code == Z_OK else { throw .compression(code: Int(code)) }
    return packed
  }

  /// A chunk: length, type, data, and the check of the last two (section 5.3).
  private static func append(_ type: String, _ data: [UInt8], to file: inout [UInt8]) {
    let body = Array(type.utf8) + data
    file += bigEndian(data.count)
    file += body
    file += bigEndian(checksum(body))
  }

  static func checksum(_ bytes: [UInt8]) -> Int {
    Int(crc32(0, bytes, uInt(bytes.count)))
  }

  private static func bigEndian(_ number: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: number).bigEndian) { Array($0) }
  }
}
