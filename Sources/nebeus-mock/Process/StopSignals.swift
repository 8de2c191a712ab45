import Dispatch
import Glibc

/// SIGTERM and SIGINT: the first asks to stop, the second ends the process at once.
///
/// To be made before there is a second thread: threads inherit that these signals are blocked, and none that comes
/// during the start is lost.
final class StopSignals: Sendable {
  private let hasCome = DispatchSemaphore(value: 0)

  init() {
    var waitedFor = sigset_t()
    sigemptyset(&waitedFor)
    for number in [SIGTERM, SIGINT] { sigaddset(&waitedFor, number) }
    pthread_sigmask(SIG_BLOCK, &waitedFor, nil)
    DispatchQueue(label: "nebeus-mock.signals").async { [waitedFor, hasCome] in
      _ = Self.next(of: waitedFor)
      hasCome.signal()
      // The exit code of a process that a signal ended, as shells have it.
      _exit(128 + Self.next(of: waitedFor))
    }
  }

  /// Returns when the first of them has come.
  func waitForFirst() {
    hasCome.wait()
  }

  private static func next(of signals: sigset_t) -> Int32 {
    var signals = signals
    while true {
      let number = sigwaitinfo(&signals, nil)
      if number > 0 { return number }
    }
  }
}
