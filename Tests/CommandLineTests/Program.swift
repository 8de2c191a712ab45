import Glibc
import TestSupport

/// The built program, run as a process of its own with nothing in its environment but what a test gives it, and what a
/// sanitizer is told.
///
/// Nothing waits longer than `WaitLimit`, and no process outlives its test.
final class Program {
  /// How a process ended: its exit code, and all that it wrote.
  struct Outcome: Equatable, CustomStringConvertible {
    let code: Int32
    let output: String
    let error: String

    var description: String { "exit \(code), output \(output.debugDescription), error \(error.debugDescription)" }

    /// The lines of standard error; one that isn't ended is not taken for whole.
    var errorLines: [Substring] { error.split(separator: "\n", omittingEmptySubsequences: false).dropLast() }

    /// The same without the log's line that names the inspector.
    var withoutInspectorLine: Outcome {
      let lines = error.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.contains("open the inspector in a browser") }
      return Outcome(code: code, output: output, error: lines.joined(separator: "\n"))
    }
  }

  struct Failure: Error {
    let call: String
    let errno: Int32
  }

  /// What the program finds in place of a standard stream that works.
  enum BadStream {
    case closed
    /// A file that can only be read.
    case unwritable
    /// A pipe whose reader has gone.
    case broken
    /// A device without space.
    case full
  }

  let process: pid_t
  private var isRunning = true
  private let output: PipeReader
  private let error: PipeReader

  /// - Parameters:
  ///   - executable: another program than the built one.
  ///   - input: the file that is its standard input.
  ///   - bad: the standard streams that don't work, by their numbers.
  init(
    _ arguments: [String], executable: String? = nil, environment: [String: String] = [:],
    input: String = "/dev/null", bad: [Int32: BadStream] = [:]
  ) throws {
    let path = try executable ?? Self.path()
    let (outputReader, outputEnd) = try PipeReader.make()
    let (errorReader, errorEnd) = try PipeReader.make()
    defer {
      close(outputEnd)
      close(errorEnd)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, outputEnd, 1)
    posix_spawn_file_actions_adddup2(&actions, errorEnd, 2)
    let brokenEnd = try PipeReader.makeBroken()
    defer { close(brokenEnd) }
    for (number, stream) in bad {
      switch stream {
      case .closed: posix_spawn_file_actions_addclose(&actions, number)
      case .unwritable: posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDONLY, 0)
      case .broken: posix_spawn_file_actions_adddup2(&actions, brokenEnd, number)
      case .full: posix_spawn_file_actions_addopen(&actions, number, "/dev/full", O_WRONLY, 0)
      }
    }
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    let environment = environment.merging(Self.sanitizerOptions) { given, _ in given }
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var identifier: pid_t = 0
    var attributes = Self.ordinarySignals()
    defer { posix_spawnattr_destroy(&attributes) }
    let result = posix_spawn(&identifier, path, &actions, &attributes, &words, &variables)
    guard result == 0 else { throw Failure(call: "posix_spawn \(path)", errno: result) }
    process = identifier
    output = outputReader
    error = errorReader
  }

  deinit {
    guard isRunning else { return }
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  /// Runs to the end.
  static func run(
    _ arguments: [String], environment: [String: String] = [:], input: String = "/dev/null",
    bad: [Int32: BadStream] = [:]
  ) throws -> Outcome {
    try Program(arguments, environment: environment, input: input, bad: bad).finish()
  }

  /// A shell's script, which has the built program's path as `$1`, and `arguments` from `$2` on.
  convenience init(shell script: String, _ arguments: [String] = [], environment: [String: String] = [:]) throws {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    try self.init(
      ["-c", script, "sh", try Self.path()] + arguments, executable: "/bin/sh",
      environment: ["PATH": path].merging(environment) { _, given in given })
  }

  /// Runs a shell's script to the end.
  static func shell(
    _ script: String, _ arguments: [String] = [], environment: [String: String] = [:]
  ) throws -> Outcome {
    try Program(shell: script, arguments, environment: environment).finish()
  }

  /// The next line of standard output, without its line feed.
  func line() throws -> String { try output.line() }

  /// The next line of standard error, without its line feed.
  func errorLine() throws -> String { try error.line() }

  func send(signal: Int32) {
    kill(process, signal)
  }

  /// Waits for the end; what was read by `line` is not part of the outcome.
  func finish() throws -> Outcome {
    let texts = try PipeReader.rest(of: [output, error])
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw Failure(call: "waitpid", errno: errno) }
    }
    isRunning = false
    // A process that a signal ended is known by 128 and the signal's number, as shells have it.
    let code = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    return Outcome(code: code, output: texts[0], error: texts[1])
  }

  /// The signals that end a program do so, as in a shell's foreground: tests that run in the background hand down that
  /// they are ignored.
  private static func ordinarySignals() -> posix_spawnattr_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    return attributes
  }

  /// What a sanitized build is told: which reports are none, and what to do with the others.
  /// Whether its memory is the C library's: a sanitizer has another allocator, which keeps what is freed.
  static var hasOwnAllocator: Bool { sanitizerOptions.isEmpty }

  private static let sanitizerOptions: [String: String] = {
    var options: [String: String] = [:]
    for name in ["ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS"] {
      options[name] = getenv(name).map { String(cString: $0) }
    }
    return options
  }()

  /// The program stands beside the test bundle, which is the process that runs this.
  static func path() throws -> String {
    var buffer = [CChar](repeating: 0, count: 4_096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 else { throw Failure(call: "readlink /proc/self/exe", errno: errno) }
    let own = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return own.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/nebeus-mock"
  }
}
