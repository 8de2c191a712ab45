import CProcess
import Synchronization

/// SIGPIPE, which ends a process that writes to a pipe without a reader: ours gets an error instead.
enum BrokenPipes {
  private static let wereIgnored = Atomic<Bool>(false)

  /// To be called once, before there is a second thread.
  static func ignore() {
    wereIgnored.store(cp_ignore_broken_pipes() != 0, ordering: .relaxed)
  }

  /// Whether this process was started with the system's default, which the programs it starts are to have as well.
  static var hadDefault: Bool { !wereIgnored.load(ordering: .relaxed) }

  /// Runs `body` with what this process was started with.
  static func withInherited(_ body: () -> Void) {
    if hadDefault { cp_restore_default_for_broken_pipes() }
    body()
    _ = cp_ignore_broken_pipes()
  }
}
