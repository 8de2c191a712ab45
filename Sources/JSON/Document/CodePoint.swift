/// A Unicode scalar as UTF-8 has it, and its length there.
///
/// Source: RFC 3629, section 4, whose table leaves out overlong forms, surrogates and what is beyond U+10FFFF
struct CodePoint {
  let scalar: UInt32
  let length: Int

  /// Reads one from the start of at most `count` bytes; nil if they don't start with a whole and valid one.
  @inline(__always)
  init?(_ start: UnsafePointer<UInt8>, _ count: Int) {
    guard count > 0 else { return nil }
    let lead = start[0]
    if lead < 0x80 {
      (scalar, length) = (UInt32(lead), 1)
      return
    }
    let (expected, lowest, highest) = Self.second(after: lead)
    guard expected > 0, count >= expected, lowest <= start[1], start[1] <= highest else { return nil }
    var value = (UInt32(lead) & (0x7f &>> UInt32(expected))) &<< 6 | (UInt32(start[1]) & 0x3f)
    var index = 2
    while index < expected {
      guard start[index] & 0xc0 == 0x80 else { return nil }
      value = (value &<< 6) | (UInt32(start[index]) & 0x3f)
      index &+= 1
    }
    (scalar, length) = (value, expected)
  }

  /// The sequence's length, and the bounds of its second byte; length 0 for what leads none.
  @inline(__always)
  private static func second(after lead: UInt8) -> (length: Int, lowest: UInt8, highest: UInt8) {
    switch lead {
    case 0xc2...0xdf: (2, 0x80, 0xbf)
    case 0xe0: (3, 0xa0, 0xbf)
    case 0xed: (3, 0x80, 0x9f)
    case 0xe1...0xef: (3, 0x80, 0xbf)
    case 0xf0: (4, 0x90, 0xbf)
    case 0xf1...0xf3: (4, 0x80, 0xbf)
    case 0xf4: (4, 0x80, 0x8f)
    default: (0, 0, 0)
    }
  }
}
