import NebeusSchema
import Store

/// Prints the JSON Schema of scenario files.
enum SchemaCommand: Command {
  static let description = CommandDescription(
    name: "schema", summary: "Print the JSON Schema of scenario files, for editors that complete and check.")

  static func run(_ arguments: ParsedArguments) throws {
    try StandardStream.output.deliver(try ScenarioSchema.document(.nebeus).string)
  }
}
