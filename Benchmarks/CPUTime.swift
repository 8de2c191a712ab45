import Glibc

/// The CPU time of the current thread.
enum CPUTime {
  /// Nanoseconds since the thread began.
  static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  /// Microseconds of one call of `body`: the least of some rounds, since all that disturbs a round makes it longer.
  static func microseconds(rounds: Int = 15, calls: Int = 20, _ body: () throws -> Void) rethrows -> Double {
    var least = Int.max
    try body()
    for _ in 0..<rounds {
      let start = now
      for _ in 0..<calls { try body() }
      least = min(least, now - start)
    }
    return Double(least) / Double(calls) / 1_000
  }
}
