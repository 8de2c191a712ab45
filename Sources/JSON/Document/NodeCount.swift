/// The most nodes that a text can have, counted eight bytes at a time, so that the tape is allocated once.
///
/// Each node but the first stands behind one of `,` `:` `[` `{`; those within strings are counted too.
enum NodeCount {
  private static let lowBits: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
  private static let ones: UInt64 = 0x0101_0101_0101_0101

  static func limit(of text: UnsafeBufferPointer<UInt8>) -> Int {
    let raw = UnsafeRawBufferPointer(text)
    var count = 1
    var index = 0
    while index &+ 8 <= raw.count {
      count &+= marks(in: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)).nonzeroBitCount
      index &+= 8
    }
    while index < raw.count {
      count &+= marks(in: UInt64(raw[index])).nonzeroBitCount
      index &+= 1
    }
    return count
  }

  /// A bit for each byte that a node can follow. `[` and `{` differ in one bit, which is set first.
  @inline(__always)
  private static func marks(in word: UInt64) -> UInt64 {
    zeros(in: word ^ (ones &* UInt64(UInt8(ascii: ","))))
      | zeros(in: word ^ (ones &* UInt64(UInt8(ascii: ":"))))
      | zeros(in: (word | (ones &* 0x20)) ^ (ones &* UInt64(UInt8(ascii: "{"))))
  }

  /// The high bit of each byte that is 0, and no other: no carry leaves its byte.
  /// Source: https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord
  @inline(__always)
  private static func zeros(in word: UInt64) -> UInt64 {
    ~(((word & lowBits) &+ lowBits) | word | lowBits)
  }
}
