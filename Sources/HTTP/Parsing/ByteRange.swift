/// A run of bytes in a request, counted from the request's first byte, so that it stays true when the request moves.
struct ByteRange: Sendable {
  var start: UInt32 = 0
  var count: UInt32 = 0

  static let empty = ByteRange()

  init() {}

  /// A request's head is bounded to some tens of thousands of bytes; what is longer is cut, never a trap.
  init(_ start: Int, _ end: Int) {
    self.start = UInt32(clamping: start)
    self.count = UInt32(clamping: end - start)
  }

  var isEmpty: Bool { count == 0 }

  @inline(__always)
  func bytes(of base: UnsafeRawPointer) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base + Int(start), count: Int(count))
  }
}
