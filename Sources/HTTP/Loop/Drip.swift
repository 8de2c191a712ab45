/// Paces an answer: so many bytes a second, in steps.
struct Drip {
  /// Nanoseconds between two steps.
  static let step: Int64 = 50_000_000

  let bytesPerSecond: Int
  let started: Int64
  private(set) var sent = 0

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

  mutating func count(_ bytes: Int) { sent += bytes }
}
