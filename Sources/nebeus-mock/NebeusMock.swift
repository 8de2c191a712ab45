import ArgumentParser
import Glibc
import MockServer
import MockControl

/// The command line: its commands, and how they end.
///
/// Every command gives its name: to make one of its type's costs a fortieth of the start.
@main
struct NebeusMock: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nebeus-mock",
    abstract: "The Nebeus API, live, for tests and frontends.",
    discussion: """
      Without a command it serves: `nebeus-mock --port 0` is `nebeus-mock serve --port 0`. Its \
      options, and the environment variables for them, are told by `nebeus-mock serve --help`.

      Exit codes: 0 done; 64 bad usage, an unknown scenario too; 65 a faulty scenario or data file; 69 an address or a \
      data folder in use or not to be had, or standard output that can't be written; 1 no answer (health); the \
      command's own (exec).
      """,
    version: Version.version,
    subcommands: [Serve.self, Exec.self, Check.self, OpenAPI.self, Health.self, ExecCommand.self],
    defaultSubcommand: Serve.self)

  /// One clear line on standard error for whatever goes wrong, and nothing else there.
  ///
  /// Not asynchronous: an asynchronous main ends the first thread, and in a static executable that makes the unwinder
  /// sort the tables of the whole program, which takes longer than all the rest of the start.
  static func main() {
    do {
      var command = try parseAsRoot(ProgramArguments.given)
      try command.run()
    } catch {
      end(error)
    }
  }

  private static func end(_ error: any Error) -> Never {
    if let failure = error as? Failure {
      StandardStream.error.write(failure.message)
      Glibc.exit(failure.code.rawValue)
    }
    // A command that another's end decides has nothing to say.
    if let code = error as? ExitCode { Glibc.exit(code.rawValue) }
    let code = exitCode(for: error)
    guard code != .success else {
      print(fullMessage(for: error))
      Glibc.exit(code.rawValue)
    }
    let lines = message(for: error).split(separator: "\n").map { $0.drop { $0 == " " } }
    let message = lines.joined(separator: " ")
    let isSentence = message.hasSuffix(".") || message.hasSuffix("?")
    StandardStream.error.write("\(message)\(isSentence ? "" : ".") See nebeus-mock --help")
    Glibc.exit(code.rawValue)
  }
}
