import Basics

/// A string's text in a document: the bytes between its quotes, which the parser has checked.
struct Text {
  let bytes: BorrowedBytes
  let isEscaped: Bool

  init(_ node: TapeNode, in document: BorrowedBytes) {
    let range = node.range.clamped(to: document.indices)
    bytes = document.part(range.lowerBound, range.upperBound)
    isEscaped = node.isEscaped
  }

  var string: String {
    guard isEscaped else { return bytes.text }
    return unsafe String(unsafeUninitializedCapacity: bytes.count) { unsafe unescape(into: $0) }
  }

  func equals(_ other: BorrowedBytes) -> Bool {
    guard isEscaped else { return bytes.equal(other) }
    return withUnescaped { $0.equal(other) }
  }

  func equals(_ other: Text) -> Bool {
    guard other.isEscaped else { return equals(other.bytes) }
    return other.withUnescaped { equals($0) }
  }

  /// Calls `body` with the text as UTF-8, which is where it stands unless it has escapes.
  func withUnescaped<R>(_ body: (BorrowedBytes) -> R) -> R {
    guard isEscaped else { return body(bytes) }
    return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { room in
      let count = unsafe unescape(into: room)
      return unsafe body(BorrowedBytes(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: room[..<count]))))
    }
  }

  /// Writes the text without escapes, which is never longer than with them, and returns its length.
  private func unescape(into room: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var index = 0
    var count = 0
    while index < bytes.count {
      if bytes[index] != UInt8(ascii: "\\") {
        unsafe room.initializeElement(at: count, to: bytes[index])
        index += 1
        count += 1
        continue
      }
      let (scalar, length) = escape(at: index)
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        unsafe room.initializeElement(at: count, to: byte)
        count += 1
      }
      index += length
    }
    return count
  }

  /// What the escape at `index` stands for, and its length. The parser has let only whole ones pass.
  private func escape(at index: Int) -> (scalar: Unicode.Scalar, length: Int) {
    switch byte(index + 1) {
    case UInt8(ascii: "b"): return ("\u{8}", 2)
    case UInt8(ascii: "f"): return ("\u{c}", 2)
    case UInt8(ascii: "n"): return ("\n", 2)
    case UInt8(ascii: "r"): return ("\r", 2)
    case UInt8(ascii: "t"): return ("\t", 2)
    case UInt8(ascii: "u"): break
    case let other: return (Unicode.Scalar(other), 2)
    }
    let lead = unit(at: index + 2)
    guard UTF16.isLeadSurrogate(lead) else { return (Unicode.Scalar(lead) ?? "\u{fffd}", 6) }
    let scalar = 0x10000 + UInt32(lead & 0x3ff) << 10 + UInt32(unit(at: index + 8) & 0x3ff)
    return (Unicode.Scalar(scalar) ?? "\u{fffd}", 12)
  }

  private func unit(at index: Int) -> UInt16 {
    (0..<4).reduce(0) { $0 << 4 | UInt16(Hexadecimal.value(of: byte(index + $1)) ?? 0) }
  }

  private func byte(_ index: Int) -> UInt8 {
    index < bytes.count ? bytes[index] : 0
  }
}
