import CArguments
import Glibc
import MockControl
import SQLite

/// The command line: its commands, and how they end.
@main
enum NebeusMock {
  static let commands: [any Command.Type] = [
    ServeCommand.self, ExecCommand.self, CheckCommand.self, SchemaCommand.self, OpenAPICommand.self, HealthCommand.self,
    TailCommand.self, CoverageCommand.self, VerifyCommand.self, ReplayCommand.self, HelpCommand.self,
    ExecChildCommand.self,
  ]

  /// Writes one clear line to standard error for whatever goes wrong, and nothing else there.
  ///
  /// Not asynchronous: an asynchronous main ends the first thread, and in a static executable that makes the unwinder
  /// sort the tables of the whole program, which takes longer than all the rest of the start.
  static func main() {
    StandardStream.reserveDescriptors()
    BrokenPipes.ignore()
    SQLiteLibrary.keepFreedMemory()
    do {
      try run(arguments())
    } catch let failure as Failure {
      if let message = failure.message { StandardStream.error.write(message) }
      Glibc.exit(failure.code)
    } catch {
      StandardStream.error.write("\(error)")
      Glibc.exit(ExitCode.failure)
    }
  }

  private static func run(_ words: [String]) throws {
    let (command, rest) = try command(in: words[...])
    switch try ArgumentParser(command: command.description).parse(Array(rest)) {
    case .run(let arguments): try command.run(arguments)
    case .help: try StandardStream.output.deliver(HelpText.command(command.description))
    case .version: try StandardStream.output.deliver(Version.version)
    }
  }

  /// The command that the first word names, else `serve`, and the words that are for it.
  private static func command(in words: ArraySlice<String>) throws -> (any Command.Type, ArraySlice<String>) {
    guard let word = words.first else { return (ServeCommand.self, []) }
    // The help of the program itself, rather than of serve.
    if words.count == 1, word == "--help" || word == "-h" { return (HelpCommand.self, []) }
    let rest = words.dropFirst()
    if let command = commands.first(where: { $0.description.name == word }) {
      // `help serve` is `serve --help`.
      if word == "help", let named = rest.first, !named.hasPrefix("-") {
        return (try Self.command(in: rest).0, ["--help"])
      }
      return (command, rest)
    }
    guard word.hasPrefix("-") else {
      let names = commands.map { $0.description }.filter { !$0.isHidden }.map(\.name)
      throw Failure.usage("unknown command \(word.debugDescription): use one of \(names.joined(separator: ", "))")
    }
    return (ServeCommand.self, words)
  }

  /// What the program was called with, without its name.
  ///
  /// `CommandLine.arguments` is empty where there is no `/proc`, as in a root that has nothing but this program.
  private static func arguments() -> [String] {
    (1..<max(1, carguments_count())).compactMap { index in
      unsafe carguments_at(index).map { unsafe String(cString: $0) }
    }
  }
}
