/// Finds how far a string goes on without a byte that needs a look: eight bytes at a time.
///
/// Such a byte is a quote, a backslash, a control character, and, if asked, one that is not ASCII.
/// The tests of eight bytes at once are Mycroft's: https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord
enum PlainRun {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// The number of plain bytes from `start` on, at most `count`.
  @inline(__always)
  static func length(_ start: UnsafePointer<UInt8>, _ count: Int, stopsAtNonASCII: Bool) -> Int {
    let raw = UnsafeRawPointer(start)
    let others = stopsAtNonASCII ? highBits : 0
    var index = 0
    while index &+ 8 <= count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let hits = special(in: word) | word & others
      // A false hit is possible only behind a true one, so that the first is always true.
      if hits != 0 { return index &+ hits.trailingZeroBitCount &>> 3 }
      index &+= 8
    }
    while index < count, isPlain(start[index], stopsAtNonASCII) { index &+= 1 }
    return index
  }

  /// Copies ASCII bytes as long as they are plain, and says how many that were. It writes none beyond `text.count`.
  @inline(__always)
  static func copy(_ text: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer) -> Int {
    guard let source = text.baseAddress else { return 0 }
    let count = text.count
    guard count >= 8 else { return copyFew(source, count, to: target) }
    // The last word overlaps the one before, whose bytes are known to be plain.
    var index = 0
    while true {
      let word = source.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let hits = special(in: UInt64(littleEndian: word)) | UInt64(littleEndian: word) & highBits
      target.storeBytes(of: word, toByteOffset: index, as: UInt64.self)
      if hits != 0 { return index &+ hits.trailingZeroBitCount &>> 3 }
      if index &+ 8 == count { return count }
      index = min(index &+ 8, count &- 8)
    }
  }

  /// The same for less than eight bytes.
  @inline(__always)
  private static func copyFew(_ source: UnsafeRawPointer, _ count: Int, to target: UnsafeMutableRawPointer) -> Int {
    var index = 0
    if count >= 4 {
      let last = count &- 4
      let low = source.loadUnaligned(as: UInt32.self)
      let high = source.loadUnaligned(fromByteOffset: last, as: UInt32.self)
      let word = UInt64(UInt32(littleEndian: high)) &<< 32 | UInt64(UInt32(littleEndian: low))
      if special(in: word) | word & highBits == 0 {
        target.storeBytes(of: low, as: UInt32.self)
        target.storeBytes(of: high, toByteOffset: last, as: UInt32.self)
        return count
      }
    }
    while index < count {
      let byte = source.load(fromByteOffset: index, as: UInt8.self)
      guard isPlain(byte, true) else { return index }
      target.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
      index &+= 1
    }
    return index
  }

  @inline(__always)
  private static func isPlain(_ byte: UInt8, _ stopsAtNonASCII: Bool) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && !(stopsAtNonASCII && byte >= 0x80)
  }

  @inline(__always)
  private static func special(in word: UInt64) -> UInt64 {
    let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let belowSpace = (word &- ones &* 0x20) & ~word
    return (zeros(in: quotes) | zeros(in: backslashes) | belowSpace) & highBits
  }

  @inline(__always)
  private static func zeros(in word: UInt64) -> UInt64 {
    (word &- ones) & ~word
  }
}
