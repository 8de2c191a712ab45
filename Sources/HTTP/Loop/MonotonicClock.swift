import Glibc

/// The system's clocks in plain numbers.
enum MonotonicClock {
  /// Nanoseconds of the clock that never goes back.
  static func monotonic() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }

  /// Seconds since 1970 began.
  static func seconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME_COARSE, &time)
    return Int64(time.tv_sec)
  }
}

extension Duration {
  /// Whole nanoseconds, none below zero, and at most what 64 bits hold.
  var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return seconds < 0 ? 0 : Int64.max / 4 }
    let (sum, isTooMuch) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
    guard !isTooMuch else { return seconds < 0 ? 0 : Int64.max / 4 }
    return min(max(0, sum), Int64.max / 4)
  }
}
