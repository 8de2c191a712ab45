import Dispatch
import Glibc

/// How long a test waits for something that has to come before it gives up: one limit for all of them.
///
/// `TEST_TIME_FACTOR` multiplies it, for runs under a sanitizer or on a busy machine.
package enum WaitLimit {
  package static let duration = Duration.seconds(10) * factor
  package static let interval = DispatchTimeInterval.seconds(seconds)
  package static let milliseconds = Int32(10_000 * factor)
  package static let seconds = 10 * factor

  /// Something that should take that long at most, in an ordinary run.
  package static func scaled(_ duration: Duration) -> Duration { duration * factor }

  private static let factor = getenv("TEST_TIME_FACTOR").flatMap { Int(String(cString: $0)) }.map { max(1, $0) } ?? 1
}

extension DispatchSemaphore {
  /// Waits for a signal; false if none came in time.
  package func isSignalled() -> Bool { wait(timeout: .now() + WaitLimit.interval) == .success }
}
