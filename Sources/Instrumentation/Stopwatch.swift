import Glibc

/// Measures how long something takes, by the clock that never goes back.
package struct Stopwatch: Sendable {
  private let started = Self.now()

  package init() {}

  /// Whole microseconds since it was made.
  package var microseconds: Int { (Self.now() - started) / 1_000 }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec &* 1_000_000_000 &+ time.tv_nsec
  }
}
