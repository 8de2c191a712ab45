import Basics

/// What waits to be sent to a client, because its socket took no more or because it leaves at a pace.
struct OutputBuffer: ~Copyable {
  private var bytes = ByteBuffer()
  private var start = 0
  /// Paces what is sent; everything behind a dripping answer waits for it.
  var drip: Drip?
  /// When the next drops of it are due.
  var dripDue = Int64.max

  var isEmpty: Bool { bytes.count == start }

  mutating func append(_ more: BorrowedBytes) {
    if start > 0 {
      bytes.removeFirst(start)
      start = 0
    }
    bytes.append(more)
  }

  /// Sends what may leave now and the socket takes; false if the connection is broken.
  mutating func send(to descriptor: Int32, at now: Int64) -> Bool {
    guard !isEmpty else { return true }
    let count = min(bytes.count - start, drip.map { $0.allowance(at: now) } ?? .max)
    let sent = bytes.withBytes { all in
      count == 0 ? 0 : Socket.send(descriptor, all.part(start, start + count))
    }
    guard let sent else { return false }
    start += sent
    if isEmpty {
      bytes.removeAll(keepingUpTo: 0)
      start = 0
    }
    drip?.count(sent, of: count, at: now)
    return true
  }
}

/// Paces an answer: so many bytes a second, in steps.
struct Drip {
  /// Nanoseconds between two steps.
  static let step: Int64 = 50_000_000

  let bytesPerSecond: Int
  let started: Int64
  private(set) var sent = 0
  /// Since when the client takes none of what may leave; nil while it does.
  private(set) var stuckSince: Int64?

  init(bytesPerSecond: Int, started: Int64) {
    assert(bytesPerSecond > 0)
    self.bytesPerSecond = bytesPerSecond
    self.started = started
  }

  /// How many bytes may leave now.
  func allowance(at now: Int64) -> Int {
    let elapsed = Double(now - started) / 1e9
    let allowed = Int(min(elapsed * Double(bytesPerSecond), 1e15))
    return max(0, allowed - sent)
  }

  /// Counts what was sent of `count` bytes that might have been.
  mutating func count(_ bytes: Int, of count: Int, at now: Int64) {
    sent += bytes
    guard count > 0 else { return }
    stuckSince = bytes > 0 ? nil : stuckSince ?? now
  }
}
