import MockControl

/// Prints the description of the API.
enum OpenAPICommand: Command {
  static let description = CommandDescription(
    name: "openapi",
    summary: "Print the API's OpenAPI 3.1 document, as a server with these options would answer it.",
    groups: [OptionGroup("Options", [ServeOptions.dialect, ServeOptions.strict])])

  static func run(_ arguments: ParsedArguments) throws {
    let document = try APIDescription.document(
      dialect: try arguments[ServeOptions.dialect], isStrict: try arguments[ServeOptions.strict])
    try StandardStream.output.deliver(document.string)
  }
}
