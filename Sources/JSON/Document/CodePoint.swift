import Basics

/// A Unicode scalar as UTF-8 has it, and its length there.
///
/// Source: RFC 3629, section 4, whose table leaves out overlong forms, surrogates and what is beyond U+10FFFF
struct CodePoint {
  let scalar: UInt32
  let length: Int

  /// Reads the one at `start`; nil where no whole and valid one begins.
  @inline(__always)
  init?(_ bytes: BorrowedBytes, at start: Int) {
    guard start < bytes.count else { return nil }
    let lead = bytes[start]
    if lead < 0x80 {
      (scalar, length) = (UInt32(lead), 1)
      return
    }
    let (expected, lowest, highest) = Self.second(after: lead)
    guard expected > 0, bytes.count &- start >= expected else { return nil }
    let second = bytes[start &+ 1]
    guard lowest <= second, second <= highest else { return nil }
    var value = (UInt32(lead) & (0x7f &>> UInt32(expected))) &<< 6 | (UInt32(second) & 0x3f)
    var index = 2
    while index < expected {
      let byte = bytes[start &+ index]
      guard byte & 0xc0 == 0x80 else { return nil }
      value = (value &<< 6) | (UInt32(byte) & 0x3f)
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
