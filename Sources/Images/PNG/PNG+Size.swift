extension PNG {
  /// Width and height in pixels that a file declares, or nil where it doesn't begin as a PNG file must.
  ///
  /// Checks the signature and the whole first chunk, IHDR: its length, its check sum, that the sides aren't zero, and
  /// that depth, colour type and methods are ones that the format has (sections 5.2 and 11.2.1). The picture behind it
  /// is not decoded.
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
