import Store

/// Prints the help of the program, of a command, or of all of them as the page of the documentation.
enum HelpCommand: Command {
  private static let markdown = CommandOption("markdown", hasVariable: false, "Print docs/options.md.")
  static let description = CommandDescription(
    name: "help", summary: "Print this help.", groups: [OptionGroup("Options", [markdown])], isHidden: true)

  static func run(_ arguments: ParsedArguments) throws {
    let commands = NebeusMock.commands.map { $0.description }
    let isPage = try arguments[markdown]
    try StandardStream.output.deliver(
      isPage ? String(OptionsPage.text(commands).dropLast()) : HelpText.program(commands))
  }
}

/// The help that `--help` prints.
struct HelpText {
  private static let width = 80
  /// Where the second column begins.
  private static let column = 26

  private var lines: [String] = []

  /// The help of the program: what it is, its commands, its exit codes.
  static func program(_ commands: [CommandDescription]) -> String {
    var help = HelpText()
    help.paragraph("nebeus-mock: the Nebeus API, live, for tests and frontends.")
    help.lines += ["Usage: nebeus-mock [<command>] [<options>]", ""]
    help.table("Commands", commands.filter { !$0.isHidden }.map { ($0.name, $0.summary) })
    help.paragraph(
      "Without a command it serves: nebeus-mock --port 0 is nebeus-mock serve --port 0. "
        + "The options of serve, and their environment variables: nebeus-mock serve --help.")
    help.table("Exit codes", ExitCode.meanings.map { ("\($0.code)", $0.meaning) })
    return help.text
  }

  /// The help of one command: how it is called, its options and their variables.
  static func command(_ command: CommandDescription) -> String {
    var help = HelpText()
    help.paragraph(command.summary)
    help.lines += ["Usage: nebeus-mock \(command.name) [<options>]\(command.operands.usage)", ""]
    command.discussion.forEach { help.paragraph($0) }
    switch command.operands {
    case .one(let name, let text), .several(let name, let text): help.table("Arguments", [("<\(name)>", text)])
    case .none, .commandLine: break
    }
    for group in command.groups {
      help.table(group.title, group.options.map { ($0.usage, $0.help + $0.origin) })
    }
    help.table("Other", [("--help, -h", "Print this help."), ("--version", "Print the version.")])
    return help.text
  }

  /// Without the last line's end.
  private var text: String { lines.dropLast().joined(separator: "\n") }

  private mutating func paragraph(_ text: String) {
    lines += Self.wrapped(text, indent: 0) + [""]
  }

  private mutating func table(_ title: String, _ rows: [(name: String, text: String)]) {
    lines.append("\(title):")
    for (name, text) in rows {
      let words = Self.wrapped(text, indent: Self.column)
      let start = "  \(name)"
      guard start.utf8.count < Self.column, let first = words.first else {
        lines += [start] + words
        continue
      }
      lines.append(start + first.dropFirst(start.utf8.count))
      lines += words.dropFirst()
    }
    lines.append("")
  }

  /// The text as lines of at most 80 characters, each with that many blanks before it.
  private static func wrapped(_ text: String, indent: Int) -> [String] {
    var lines: [String] = []
    let margin = String(repeating: " ", count: indent)
    var line = margin
    for word in text.split(separator: " ") {
      if line.utf8.count > indent, line.utf8.count + 1 + word.utf8.count > width {
        lines.append(line)
        line = margin
      }
      line += (line.utf8.count > indent ? " " : "") + word
    }
    return lines + [line]
  }
}

extension AnyCommandOption {
  /// ` [NEBEUS_MOCK_PORT, default 8069]`, or as much of it as there is.
  fileprivate var origin: String {
    let parts = [variable, defaultText.map { "default \($0)" }].compactMap { $0 }
    return parts.isEmpty ? "" : " [\(parts.joined(separator: ", "))]"
  }
}

extension CommandDescription.Operands {
  /// ` <file>`, as it comes after the options.
  var usage: String {
    switch self {
    case .none: ""
    case .one(let name, _): " <\(name)>"
    case .several(let name, _): " <\(name)> ..."
    case .commandLine: " -- <command> [<arguments> ...]"
    }
  }
}
