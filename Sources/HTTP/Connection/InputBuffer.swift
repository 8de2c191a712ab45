/// Bytes that came from a client, read from the front and filled from behind.
struct InputBuffer: ~Copyable {
  static let pieceSize = 65536

  private var base: UnsafeMutableRawPointer
  private(set) var capacity: Int
  private var start = 0
  private var end = 0

  init(capacity: Int) {
    self.capacity = capacity
    base = .allocate(byteCount: capacity, alignment: 16)
  }

  deinit { base.deallocate() }

  var count: Int { end - start }
  var isEmpty: Bool { start == end }

  /// What was not consumed; valid until the buffer changes.
  var bytes: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(start: base + start, count: end - start) }

  /// Receives once, as much as there is room for; room for a piece is made.
  mutating func receive(from descriptor: Int32) -> Socket.Received {
    makeRoom()
    let space = UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end)
    let received = Socket.receive(descriptor, into: space)
    if case .bytes(let count) = received { end += count }
    return received
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    reserve(bytes.count)
    (base + end).copyMemory(from: source, byteCount: bytes.count)
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
      base.copyMemory(from: base + start, byteCount: count)
    } else {
      let size = max(capacity * 2, count + additional)
      let bigger = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
      bigger.copyMemory(from: base + start, byteCount: count)
      base.deallocate()
      base = bigger
      capacity = size
    }
    end -= start
    start = 0
  }
}
