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
