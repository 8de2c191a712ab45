import Glibc

/// The system's clocks in plain numbers.
package enum MonotonicClock {
  /// Nanoseconds of the clock that never goes back.
  package static func monotonic() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }

  /// Seconds since 1970 began, by the clock that is read without a look at the hardware: up to 4 ms behind.
  package static func seconds() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME_COARSE, &time)
    return Int64(time.tv_sec)
  }
}

/// Measures how long something takes, by the monotonic clock.
package struct Stopwatch: Sendable {
  private let started = MonotonicClock.monotonic()

  package init() {}

  /// Whole microseconds since it was made.
  package var microseconds: Int { Int((MonotonicClock.monotonic() - started) / 1_000) }
}

extension Duration {
  /// Whole nanoseconds, none below zero, and at most what 64 bits hold.
  package var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return seconds < 0 ? 0 : Int64.max / 4 }
    let (sum, isTooMuch) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
    guard !isTooMuch else { return seconds < 0 ? 0 : Int64.max / 4 }
    return min(max(0, sum), Int64.max / 4)
  }
}
