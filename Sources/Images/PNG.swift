import CZlib

/// Images in the Portable Network Graphics format: writing ours, and checking the size of others.
///
/// Source: https://www.w3.org/TR/png-3/
package enum PNG {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  static let largestSide = 4_095

  /// An image whose pixels are indexes into its palette, row after row from the top left.
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

  /// Each row after its filter type: 0, since palette indexes gain nothing from the others (section 12.7).
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
    let packed = unsafe [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
      code = unsafe compress2(buffer.baseAddress, &length, bytes, uLong(bytes.count), Z_DEFAULT_COMPRESSION)
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
    unsafe Int(crc32(0, bytes, uInt(bytes.count)))
  }

  private static func bigEndian(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}

extension PNG {
  /// Width and height in pixels that a file declares, or nil where it doesn't begin as a PNG file must.
  ///
  /// Checks the signature and the whole first chunk, IHDR: its length, its check sum, that the sides aren't zero, and
  /// that depth, colour type and methods are ones that the format has (sections 5.2 and 11.2.1). The image data after
  /// it is not decoded.
  package static func size(of file: [UInt8]) -> (width: Int, height: Int)? {
    // Signature 8, length 4, type 4, data 13, check 4.
    guard file.count >= 33, file.starts(with: signature) else { return nil }
    guard number(in: file, at: 8) == 13, file[12..<16].elementsEqual("IHDR".utf8) else { return nil }
    guard number(in: file, at: 29) == checksum(Array(file[12..<29])) else { return nil }
    let width = number(in: file, at: 16)
    let height = number(in: file, at: 20)
    guard 1...0x7FFF_FFFF ~= width, 1...0x7FFF_FFFF ~= height else { return nil }
    guard depths(ofColorType: file[25]).contains(file[24]) else { return nil }
    guard file[26] == 0, file[27] == 0, file[28] <= 1 else { return nil }
    return (width, height)
  }

  /// Table 12 of the format: the bit depths that a colour type allows.
  private static func depths(ofColorType type: UInt8) -> [UInt8] {
    switch type {
    case 0: [1, 2, 4, 8, 16]
    case 3: [1, 2, 4, 8]
    case 2, 4, 6: [8, 16]
    default: []
    }
  }

  private static func number(in file: [UInt8], at offset: Int) -> Int {
    file[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
  }
}

/// Why an image can't be written as PNG.
package enum PNGError: Error, Equatable, CustomStringConvertible {
  /// The format counts width and height from 1; ours stay below 4096, which is more than a profile image needs.
  case size(width: Int, height: Int)
  /// A palette has 1 to 256 colours, and every pixel names one of them.
  case palette(colors: Int, highestPixel: Int)
  case pixels(expected: Int, found: Int)
  /// What zlib answered; it can only mean that memory ran out: https://zlib.net/manual.html
  case compression(code: Int)

  package var description: String {
    switch self {
    case .size(let width, let height):
      "A picture of \(width)×\(height) pixels: both must be 1 to \(PNG.largestSide)"
    case .palette(let colors, let highestPixel):
      "A palette of \(colors) colours for pixels up to \(highestPixel): 1 to 256, and more than the highest pixel"
    case .pixels(let expected, let found):
      "\(found) pixels where width × height is \(expected)"
    case .compression(let code):
      "zlib could not compress the picture (code \(code))"
    }
  }
}
