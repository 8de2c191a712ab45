import Basics
import CProcess
import Glibc

/// This program once more, as a process of its own with the same input, output and environment.
struct ChildProcess {
  private let identifier: pid_t

  init(_ arguments: [String]) throws {
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    // The child gets the signals that this process blocks for itself.
    var none = SignalSet([])
    unsafe posix_spawnattr_setsigmask(&attributes, &none.signals)
    var defaults = SignalSet(BrokenPipes.hadDefault ? [SIGPIPE] : [])
    unsafe posix_spawnattr_setsigdefault(&attributes, &defaults.signals)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let words = CStrings(["nebeus-mock"] + arguments)
    var identifier: pid_t = 0
    let result = unsafe posix_spawn(&identifier, "/proc/self/exe", nil, &attributes, words.array, cp_environment())
    guard result == 0 else {
      throw Failure(
        code: ExitCode.failure, message: "the command can't be started: \(SystemError.text(of: result))")
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
      let ended = unsafe waitpid(-1, &status, WNOHANG)
      if ended < 0, errno == EINTR { continue }
      guard ended > 0 else { return nil }
      guard ended == identifier else { continue }
      return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }
  }
}

/// Texts as C's functions take them: an array of pointers that ends with none.
@safe final class CStrings {
  let array: [UnsafeMutablePointer<CChar>?]

  init(_ texts: [String]) { unsafe array = texts.map { unsafe strdup($0) } + [nil] }

  deinit { unsafe array.forEach { unsafe free($0) } }
}

/// How many descriptors this process may have open: a server raises it for itself, and not for the command it serves.
///
/// A program that closes all descriptors up to the limit, or has them in a set of 1024, depends on it. Source:
/// select(2).
enum DescriptorLimit {
  private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)

  /// The soft limit; 0 where it can't be asked for.
  static var current: UInt64 {
    var limit = rlimit()
    return unsafe getrlimit(resource, &limit) == 0 ? UInt64(limit.rlim_cur) : 0
  }

  static func restore(_ count: UInt64) {
    var limit = rlimit()
    guard count > 0, unsafe getrlimit(resource, &limit) == 0 else { return }
    limit.rlim_cur = min(rlim_t(count), limit.rlim_max)
    _ = unsafe setrlimit(resource, &limit)
  }
}
