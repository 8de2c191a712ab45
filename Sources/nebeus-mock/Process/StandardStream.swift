import Basics
import CProcess
import Glibc
import Synchronization

/// Standard output and standard error, a line at a time and without a buffer.
enum StandardStream: Int32 {
  case output = 1
  case error = 2

  /// Whether the last log line broke off, so that the next one has to begin on a line of its own.
  private static let isBrokenOff = Mutex(false)
  /// A pipe takes that much at once if it takes anything. Source: pipe(7), PIPE_BUF.
  private static let piece = 4096

  /// Takes the numbers 0 to 2 where they are free, so that no file or socket of ours is taken for a standard stream.
  ///
  /// To be called first of all. Reading and writing fail there as they do on a closed descriptor, and a command that is
  /// started finds them closed.
  static func reserveDescriptors() {
    for number in Int32(0)...2 where fcntl(number, F_GETFD) < 0 {
      // The least free number is taken, which is this one.
      _ = unsafe open("/", cp_path_only | O_CLOEXEC)
    }
  }

  /// Writes a line; throws `Failure` where it can't be written whole.
  func deliver(_ line: String) throws(Failure) {
    var rest = Array((line + "\n").utf8)[...]
    while !rest.isEmpty {
      let count = write(rest)
      if count < 0, errno == EAGAIN {
        _ = isWritable(within: -1)
        continue
      }
      guard count > 0 else {
        throw .unavailable("standard \(self): \(SystemError.text(of: count < 0 ? errno : EIO))")
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Writes a line of the log, or drops it where the stream is closed, broken, or full: a reader that has stopped
  /// reading must not stop the server.
  func write(_ line: String) {
    Self.isBrokenOff.withLock { isBrokenOff in
      var rest = Array(((isBrokenOff ? "\n" : "") + line + "\n").utf8)[...]
      while !rest.isEmpty {
        // A line that has begun may take a moment longer.
        let hasBegun = rest.startIndex > 0
        guard isWritable(within: hasBegun ? 100 : 0) else { break }
        let count = write(rest.prefix(Self.piece))
        if count < 0, errno == EAGAIN { continue }
        guard count > 0 else { break }
        rest = rest.dropFirst(count)
      }
      if rest.startIndex > 0 { isBrokenOff = !rest.isEmpty }
    }
  }

  /// How many bytes were written; below 0 with `errno` where none could be.
  private func write(_ bytes: ArraySlice<UInt8>) -> Int {
    while true {
      let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(rawValue, $0.baseAddress, $0.count) }
      if count >= 0 || errno != EINTR { return count }
    }
  }

  /// Waits at most so long; below 0 without limit.
  private func isWritable(within milliseconds: Int32) -> Bool {
    var stream = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
    var count = unsafe poll(&stream, 1, milliseconds)
    while count < 0, errno == EINTR { count = unsafe poll(&stream, 1, milliseconds) }
    return count > 0
  }
}

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
