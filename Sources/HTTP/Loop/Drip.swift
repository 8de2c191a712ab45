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
    self.bytesPerSecond = max(1, bytesPerSecond)
    self.started = started
  }

  /// How many bytes may leave now.
  func allowance(at now: Int64) -> Int {
    let elapsed = Double(now - started) / 1e9
    let allowed = Int(clamping: Int64(min(elapsed * Double(bytesPerSecond), 1e15)))
    return max(0, allowed - sent)
  }

  /// Counts what was sent of `count` bytes that might have been.
  mutating func count(_ bytes: Int, of count: Int, at now: Int64) {
    sent += bytes
    guard count > 0 else { return }
    stuckSince = bytes > 0 ? nil : stuckSince ?? now
  }
}
