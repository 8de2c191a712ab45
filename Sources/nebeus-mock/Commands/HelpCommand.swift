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
