import CProcess
import Glibc

/// This program once more, as a process of its own with the same input, output and environment.
struct ChildProcess {
  private let identifier: pid_t

  init(_ arguments: [String]) throws {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The child gets the signals that this process blocks for itself.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var defaults = sigset_t()
    sigemptyset(&defaults)
    if BrokenPipes.hadDefault { sigaddset(&defaults, SIGPIPE) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let words: [UnsafeMutablePointer<CChar>?] = (["nebeus-mock"] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var identifier: pid_t = 0
    let result = posix_spawn(&identifier, "/proc/self/exe", nil, &attributes, words, cp_environment())
    guard result == 0 else {
      throw Failure(
        code: ExitCode.failure, message: "the command can't be started: \(String(cString: strerror(result)))")
    }
    self.identifier = identifier
  }

  func send(signal: Int32) {
    kill(identifier, signal)
  }

  /// How it ended, if it has: its exit code, or 128 and the number of the signal that ended it.
  ///
  /// Collects other children too: the first process of a container inherits those whose parent has ended.
  func exitCode() -> Int32? {
    var status: Int32 = 0
    while true {
      let ended = waitpid(-1, &status, WNOHANG)
      if ended < 0, errno == EINTR { continue }
      guard ended > 0 else { return nil }
      guard ended == identifier else { continue }
      return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }
  }
}
