import Dispatch
import Glibc

/// SIGTERM and SIGINT: the first asks to stop, the second ends the process at once.
///
/// To be made before there is a second thread: threads inherit that these signals are blocked, and none that comes
/// during the start is lost.
final class StopSignals: Sendable {
  private let hasCome = DispatchSemaphore(value: 0)

  init() {
    let signals = SignalSet([SIGTERM, SIGINT])
    signals.block()
    DispatchQueue(label: "nebeus-mock.signals").async { [hasCome] in
      _ = signals.wait()
      hasCome.signal()
      // The exit code of a process that a signal ended, as shells have it.
      _exit(128 + signals.wait().number)
    }
  }

  /// Returns when the first of them has come.
  func waitForFirst() {
    hasCome.wait()
  }
}

/// The signals that ask a process to end, blocked here in order to be passed on to another.
///
/// To be made before there is a second thread: threads inherit that these signals are blocked.
struct ForwardedSignals {
  private static let forwarded = [SIGTERM, SIGINT, SIGHUP, SIGQUIT]
  /// From the system, such as a terminal, which signals each process in its foreground.
  /// Source: https://man7.org/linux/man-pages/man2/sigaction.2.html
  private static let fromSystem: Int32 = 0x80

  private let waitedFor = SignalSet(forwarded + [SIGCHLD])

  init() {
    // A parent that ignored its children's ends would have this process inherit that, and never hear of one.
    signal(SIGCHLD, SIG_DFL)
    waitedFor.block()
  }

  /// Passes signals on to `child` until it has ended, and returns its exit code.
  func wait(for child: ChildProcess) -> Int32 {
    while true {
      // Asked for before the wait too: the child may have ended first.
      if let code = child.exitCode() { return code }
      let (number, source) = waitedFor.wait()
      // The terminal has signalled the child itself: twice would be a second Ctrl-C.
      guard number != SIGCHLD, source != Self.fromSystem else { continue }
      child.send(signal: number)
    }
  }
}

/// Signals that a thread can block and wait for.
struct SignalSet: Sendable {
  var signals = sigset_t()

  init(_ numbers: [Int32]) {
    unsafe sigemptyset(&signals)
    for number in numbers { unsafe sigaddset(&signals, number) }
  }

  /// Blocks them in this thread and in those that it starts from now on.
  func block() {
    var signals = signals
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Waits for one of them, which is blocked; with `si_code`, which says where it comes from.
  func wait() -> (number: Int32, source: Int32) {
    var signals = signals
    var information = unsafe siginfo_t()
    while true {
      let number = unsafe sigwaitinfo(&signals, &information)
      if number > 0 { return unsafe (number, information.si_code) }
    }
  }
}
