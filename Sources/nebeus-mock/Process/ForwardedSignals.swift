import Glibc

/// The signals that ask a process to end, blocked here in order to be passed on to another.
///
/// To be made before there is a second thread: threads inherit that these signals are blocked.
struct ForwardedSignals {
  private static let forwarded = [SIGTERM, SIGINT, SIGHUP, SIGQUIT]
  /// From the system, such as a terminal, which signals each process in its foreground.
  /// Source: https://man7.org/linux/man-pages/man2/sigaction.2.html
  private static let fromSystem: Int32 = 0x80

  private var waitedFor = sigset_t()

  init() {
    // A parent that ignored its children's ends would have this process inherit that, and never hear of one.
    signal(SIGCHLD, SIG_DFL)
    sigemptyset(&waitedFor)
    for number in Self.forwarded + [SIGCHLD] { sigaddset(&waitedFor, number) }
    pthread_sigmask(SIG_BLOCK, &waitedFor, nil)
  }

  /// Passes signals on to `child` until it has ended, and returns its exit code.
  func wait(for child: ChildProcess) -> Int32 {
    var waitedFor = waitedFor
    while true {
      // Asked for before the wait too: the child may have ended first.
      if let code = child.exitCode() { return code }
      var information = siginfo_t()
      let number = sigwaitinfo(&waitedFor, &information)
      // The terminal has signalled the child itself: twice would be a second Ctrl-C.
      guard number > 0, number != SIGCHLD, information.si_code != Self.fromSystem else { continue }
      child.send(signal: number)
    }
  }
}
