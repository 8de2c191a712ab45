import Basics
import JSONRPC
import MockControl
import NebeusSchema
import Store

/// Prints the description of the API.
enum OpenAPICommand: Command {
  static let description = CommandDescription(
    name: "openapi",
    summary: "Print the API's OpenAPI 3.1 document, as a server with these options would answer it.",
    groups: [
      OptionGroup(
        "Options", [control, ServeOptions.dialect, ServeOptions.revision, ServeOptions.strict, ServeOptions.extensions])
    ])

  private static let control = CommandOption(
    "control", hasVariable: false, "Print the control plane's document instead.")

  static func run(_ arguments: ParsedArguments) throws {
    guard try !arguments[control] else {
      return try StandardStream.output.deliver(ControlDescription.document().string)
    }
    let document = try APIDescription.document(
      APIContract(
        AnswerFormat(
          dialect: try arguments[ServeOptions.dialect], revision: try arguments[ServeOptions.revision]),
        isStrict: try arguments[ServeOptions.strict],
        hasExtensions: try arguments[ServeOptions.extensions]))
    try StandardStream.output.deliver(document.string)
  }
}

/// Prints the JSON Schema of scenario files.
enum SchemaCommand: Command {
  static let description = CommandDescription(
    name: "schema", summary: "Print the JSON Schema of scenario files, for editors that complete and check.")

  static func run(_ arguments: ParsedArguments) throws {
    try StandardStream.output.deliver(try ScenarioSchema.document(.nebeus).string)
  }
}

/// `docs/options.md`: the help of all commands as one page.
enum OptionsPage {
  static func text(_ commands: [CommandDescription]) -> String {
    let intro = """
      # Commands and options

      Each option of `serve` has an environment variable. The command line takes precedence; an empty variable counts as
      unset, a switch is `1` or `0`, and a repeatable option's variable is a comma-separated list. Variables that hold
      the address of a service (`tcp://…`, as Kubernetes and Docker's links set them) are ignored, with a warning.

      This page is made from the code, by `Scripts/update-docs`; `nebeus-mock COMMAND --help` says the same.
      """
    let sections = commands.filter { !$0.isHidden }.map(section)
    let codes = ["## Exit codes", table(["code", "meaning"], ExitCode.meanings.map { ["\($0.code)", $0.meaning] })]
    return ([intro] + sections + codes).joined(separator: "\n\n") + "\n"
  }

  private static func section(_ command: CommandDescription) -> String {
    var parts = ["## `nebeus-mock \(command.name)\(command.operands.usage)`", command.summary] + command.discussion
    switch command.operands {
    case .one(let name, let help), .several(let name, let help): parts.append("`<\(name)>`: \(help)")
    case .none, .commandLine: break
    }
    for group in command.groups {
      let rows = group.options.map { option in
        [
          "`\(option.usage)`", option.variable.map { "`\($0)`" } ?? "–",
          option.defaultText ?? (option.valueName == nil ? "off" : "–"), option.help,
        ]
      }
      parts += ["### \(group.title)", table(["option", "variable", "default", "what it does"], rows)]
    }
    return parts.joined(separator: "\n\n")
  }

  private static func table(_ heads: [String], _ rows: [[String]]) -> String {
    ([heads, heads.map { _ in "---" }] + rows)
      .map { "| " + $0.map { $0.exchanging("|", for: "\\|") }.joined(separator: " | ") + " |" }
      .joined(separator: "\n")
  }
}
