import Basics

/// Finds how far a string goes on without a byte that needs a look: eight bytes at a time.
///
/// Such a byte is a quote, a backslash, a control character, and, if asked, one that is not ASCII.
/// The tests of eight bytes at once are Mycroft's: https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord
@usableFromInline enum PlainRun {
  @usableFromInline static let ones: UInt64 = 0x0101_0101_0101_0101
  @usableFromInline static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// The number of plain bytes from `start` on.
  @inline(__always)
  static func length(_ text: BorrowedBytes, from start: Int, stopsAtNonASCII: Bool) -> Int {
    let others = stopsAtNonASCII ? highBits : 0
    let rest = text.part(start, text.count)
    let count = rest.count
    var index = 0
    while index &+ 8 <= count {
      let word = UInt64(littleEndian: rest.word(at: index))
      let hits = special(in: word) | word & others
      // A false hit is possible only behind a true one, so that the first is always true.
      if hits != 0 { return index &+ hits.trailingZeroBitCount &>> 3 }
      index &+= 8
    }
    while index < count, isPlain(rest[index], stopsAtNonASCII) { index &+= 1 }
    return index
  }

  /// Copies ASCII bytes as long as they are plain, and returns how many that were. It writes none beyond `text.count`.
  @unsafe @inlinable @inline(__always)
  static func copy(_ text: BorrowedBytes, to target: UnsafeMutableRawPointer) -> Int {
    unsafe text.withUnsafeMemory { text in
      guard let source = text.baseAddress else { return 0 }
      return unsafe copy(source, text.count, to: target)
    }
  }

  @unsafe @inlinable @inline(__always)
  static func copy(_ source: UnsafeRawPointer, _ count: Int, to target: UnsafeMutableRawPointer) -> Int {
    guard count >= 8 else { return unsafe copyFew(source, count, to: target) }
    // The last word overlaps the one before, whose bytes are known to be plain.
    var index = 0
    while true {
      let word = unsafe source.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let hits = special(in: UInt64(littleEndian: word)) | UInt64(littleEndian: word) & highBits
      unsafe target.storeBytes(of: word, toByteOffset: index, as: UInt64.self)
      if hits != 0 { return index &+ hits.trailingZeroBitCount &>> 3 }
      if index &+ 8 == count { return count }
      index = min(index &+ 8, count &- 8)
    }
  }

  /// The same for less than eight bytes, in two pieces that overlap; none is copied where one of them isn't plain.
  @unsafe @inlinable @inline(__always)
  static func copyFew(_ source: UnsafeRawPointer, _ count: Int, to target: UnsafeMutableRawPointer) -> Int {
    if count >= 4 { return unsafe copyTwo(UInt32.self, source, count, to: target) }
    if count >= 2 { return unsafe copyTwo(UInt16.self, source, count, to: target) }
    return count == 1 ? unsafe copyTwo(UInt8.self, source, count, to: target) : 0
  }

  @unsafe @inlinable @inline(__always)
  static func copyTwo<Piece: FixedWidthInteger & BitwiseCopyable>(
    _ piece: Piece.Type, _ source: UnsafeRawPointer, _ count: Int, to target: UnsafeMutableRawPointer
  ) -> Int {
    let last = count &- MemoryLayout<Piece>.size
    let first = unsafe source.loadUnaligned(as: Piece.self)
    let second = unsafe source.loadUnaligned(fromByteOffset: last, as: Piece.self)
    // Which byte is where doesn't matter, but each of the word's eight has to be one of the text's, or a space.
    let word = UInt64(truncatingIfNeeded: first) | UInt64(truncatingIfNeeded: second) &<< UInt64(Piece.bitWidth)
    let spaces = Piece.bitWidth == 32 ? 0 : (ones &* 0x20) &<< UInt64(2 &* Piece.bitWidth)
    guard special(in: word | spaces) | word & highBits == 0 else { return 0 }
    unsafe target.storeBytes(of: first, as: Piece.self)
    unsafe target.storeBytes(of: second, toByteOffset: last, as: Piece.self)
    return count
  }

  @inline(__always)
  private static func isPlain(_ byte: UInt8, _ stopsAtNonASCII: Bool) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && !(stopsAtNonASCII && byte >= 0x80)
  }

  @inlinable @inline(__always)
  static func special(in word: UInt64) -> UInt64 {
    let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let belowSpace = (word &- ones &* 0x20) & ~word
    return (zeros(in: quotes) | zeros(in: backslashes) | belowSpace) & highBits
  }

  @inlinable @inline(__always)
  static func zeros(in word: UInt64) -> UInt64 {
    (word &- ones) & ~word
  }
}
