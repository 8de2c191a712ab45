import Dispatch
import Glibc

/// SIGTERM and SIGINT: the first asks to stop, the second ends the process at once.
///
/// They are caught from when this is made, so that none that comes during the start is lost.
final class StopSignals: Sendable {
  private let queue = DispatchQueue(label: "nebeus-mock.signals")
  private let hasCome = DispatchSemaphore(value: 0)

  init() {
    queue.async { [queue, hasCome] in
      var isStopping = false
      for number in [SIGTERM, SIGINT] {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
        source.setEventHandler {
          // A process that a signal ends is known by 128 and the signal's number.
          if isStopping { _exit(128 + number) }
          isStopping = true
          hasCome.signal()
          // The handler keeps its source, which lives as long as the process.
          _ = source
        }
        source.resume()
      }
    }
  }

  /// Returns when the first of them has come.
  func waitForFirst() {
    hasCome.wait()
  }
}
