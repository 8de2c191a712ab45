import ArgumentParser
import JSONRPC
import MockServer
import MockControl

/// Prints the description of the API.
struct OpenAPI: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "openapi", abstract: "Print the OpenAPI 3.1 document.")

  @Option(help: "Shape of the answers: documented or jsonrpc. [NEBEUS_MOCK_DIALECT, default documented]")
  var dialect: Dialect?

  @Flag(help: "Describe a server that refuses what the contract doesn't allow. [NEBEUS_MOCK_STRICT]")
  var strict = false

  func run() throws {
    let environment = Environment()
    let document = try APIDescription.document(
      dialect: try environment.value(dialect, "DIALECT") ?? .documented,
      isStrict: try environment.flag(strict, "STRICT"))
    try StandardStream.output.deliver(document.string)
  }
}
