import Glibc

/// The CPU time of the current thread.
enum CPUTime {
  /// Nanoseconds since the thread began.
  static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  /// Microseconds of one call of each body: the least of some rounds, since all that disturbs a round makes it longer.
  ///
  /// The bodies take turns, so that a processor that is slower for a while is so for each.
  static func microseconds(rounds: Int = 40, calls: Int = 10, _ bodies: [() throws -> Void]) throws -> [Double] {
    var least = bodies.map { _ in Int.max }
    for body in bodies { try body() }
    for _ in 0..<rounds {
      for (index, body) in bodies.enumerated() {
        let start = now
        for _ in 0..<calls { try body() }
        least[index] = min(least[index], now - start)
      }
    }
    return least.map { Double($0) / Double(calls) / 1_000 }
  }
}
