import Basics
import CProcess
import Glibc

/// The process that `exec` starts, on its way to become the command: only it can ask to end with its parent.
enum ExecChildCommand: Command {
  private static let parent = CommandOption<UInt64>("parent", "pid", default: 0, shown: "", hasVariable: false, "")
  private static let url = CommandOption<String?>("url", "url", hasVariable: false, "")
  private static let port = CommandOption<UInt16>("port", "n", default: 0, shown: "", hasVariable: false, "")
  private static let descriptors = CommandOption<UInt64>(
    "descriptors", "n", default: 0, shown: "", hasVariable: false, "")

  static let description = CommandDescription(
    name: "exec-command", summary: "", groups: [OptionGroup("", [parent, url, port, descriptors])],
    operands: .commandLine, isHidden: true)

  /// What this program is to be called with, by the process that is to be the parent.
  static func arguments(url: String, port: UInt16, descriptors: UInt64, command: [String]) -> [String] {
    [description.name, "--parent=\(getpid())", "--url=\(url)", "--port=\(port)", "--descriptors=\(descriptors)", "--"]
      + command
  }

  static func run(_ arguments: ParsedArguments) throws {
    // A server that is killed can't pass a signal on: the system does, and politely, for the command to clean up.
    guard cp_end_with_parent(SIGTERM) == 0, UInt64(getppid()) == (try arguments[parent]) else {
      throw Failure(code: 128 + SIGTERM)
    }
    DescriptorLimit.restore(try arguments[descriptors])
    unsafe setenv("NEBEUS_MOCK_URL", try arguments[url] ?? "", 1)
    unsafe setenv("NEBEUS_MOCK_PORT", "\(try arguments[port])", 1)
    let name = arguments.operands[0]
    let words = CStrings(arguments.operands)
    var error: Int32 = 0
    BrokenPipes.withInherited {
      unsafe execvp(name, words.array)
      error = errno
    }
    // Source: POSIX, Shell Command Language, 2.8.2, "Exit Status for Commands".
    guard error == ENOENT else { throw Failure(code: 126, message: "\(name): \(SystemError.text(of: error))") }
    throw Failure(code: 127, message: "\(name): no such command")
  }
}
