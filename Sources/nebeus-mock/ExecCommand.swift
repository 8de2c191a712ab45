import ArgumentParser
import CProcess
import Glibc

/// The process that `exec` starts, on its way to become the command: only itself can ask to end with its parent.
struct ExecCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "exec-command", shouldDisplay: false)

  @Argument var parent: Int32
  @Argument var url: String
  @Argument var port: UInt16
  @Argument var descriptors: UInt64
  @Argument(parsing: .postTerminator) var command: [String] = []

  /// What this program is to be called with, by the process that is to be the parent.
  static func arguments(url: String, port: UInt16, descriptors: UInt64, command: [String]) -> [String] {
    ["exec-command", "\(getpid())", url, "\(port)", "\(descriptors)", "--"] + command
  }

  func run() throws {
    // A server that is killed can't hand a signal on: the system does, and politely, for the command to tidy up.
    guard cp_end_with_parent(SIGTERM) == 0, getppid() == parent else { throw ExitCode(128 + SIGTERM) }
    DescriptorLimit.restore(descriptors)
    setenv("NEBEUS_MOCK_URL", url, 1)
    setenv("NEBEUS_MOCK_PORT", "\(port)", 1)
    let words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    let name = command.first ?? ""
    execvp(name, words)
    let error = errno
    // Source: POSIX, Shell Command Language, 2.8.2, "Exit Status for Commands".
    guard error == ENOENT else {
      throw Failure(code: ExitCode(126), message: "\(name): \(String(cString: strerror(error)))")
    }
    throw Failure(code: ExitCode(127), message: "\(name): there is no such command")
  }
}
