import Basics

/// Bytes that came from a client, read from the front and filled from behind.
@safe struct InputBuffer: ~Copyable {
  static let pieceSize = 65536

  private var base: UnsafeMutableRawPointer
  private(set) var capacity: Int
  private var start = 0
  private var end = 0

  init(capacity: Int) {
    self.capacity = capacity
    unsafe base = .allocate(byteCount: capacity, alignment: 16)
  }

  deinit { unsafe base.deallocate() }

  var count: Int { end - start }
  var isEmpty: Bool { start == end }

  /// What was not consumed; valid until the buffer changes.
  var bytes: BorrowedBytes { mutableBytes.bytes }

  /// The same for a parser that puts a body's chunks together.
  var mutableBytes: BorrowedMutableBytes {
    unsafe BorrowedMutableBytes(UnsafeMutableRawBufferPointer(start: base + start, count: end - start))
  }

  /// Receives once, as much as there is room for; room for a piece is made.
  mutating func receive(from descriptor: Int32) -> Socket.Received {
    makeRoom()
    let space = unsafe BorrowedMutableBytes(UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end))
    let received = Socket.receive(descriptor, into: space)
    if case .bytes(let count) = received { end += count }
    return received
  }

  mutating func append(_ bytes: BorrowedBytes) {
    guard !bytes.isEmpty else { return }
    reserve(bytes.count)
    unsafe bytes.withUnsafeMemory { source in
      unsafe UnsafeMutableRawBufferPointer(start: base + end, count: source.count).copyMemory(from: source)
    }
    end += bytes.count
  }

  /// Forgets the first bytes.
  mutating func consume(_ number: Int) {
    assert(0 <= number && number <= count)
    start += number
    if start == end { removeAll() }
  }

  /// Forgets the last bytes.
  mutating func dropLast(_ number: Int) {
    assert(0 <= number && number <= count)
    end -= number
  }

  mutating func removeAll() {
    start = 0
    end = 0
  }

  private mutating func makeRoom() {
    // A small connection buffer grows by what it holds, so that a slow large body is copied a few times only.
    if capacity - end < 4096 { reserve(max(count, 16384)) }
  }

  private mutating func reserve(_ additional: Int) {
    guard capacity - end < additional else { return }
    if capacity - count >= additional, start > 0 {
      unsafe base.copyMemory(from: base + start, byteCount: count)
    } else {
      let size = max(capacity * 2, count + additional)
      let bigger = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
      unsafe bigger.copyMemory(from: base + start, byteCount: count)
      unsafe base.deallocate()
      unsafe base = bigger
      capacity = size
    }
    end -= start
    start = 0
  }
}
