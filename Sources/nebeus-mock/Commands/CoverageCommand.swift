import HTTP
import JSON
import MockControl
import Store

/// Reports what of the API was exercised since a server started.
enum CoverageCommand: Command {
  private static let url = CommandOption<ServerURL?>(
    "url", "url", "The server's URL, such as http://127.0.0.1:8069; the loopback addresses at --port unless given.")
  private static let port = ServeOptions.port
  private static let adminToken = ServeOptions.adminToken
  private static let database = CommandOption<String?>(
    "database", "name", shown: "all together", hasVariable: false, "The database whose calls count.")
  private static let format = CommandOption<CoverageFormat?>(
    "format", "name", shown: "by --output's extension, else text", hasVariable: false,
    "Form of the report: \(CoverageFormat.names).")
  private static let output = CommandOption<String?>(
    "output", "file", shown: "standard output", hasVariable: false, "File to write the report into.")
  static let require = CommandOption<Percentage?>(
    "require", "n", hasVariable: false, "Exit with 1 if less than that percentage of the API was exercised.")

  static let description = CommandDescription(
    name: "coverage",
    summary: "Report what of the API was exercised.",
    discussion: [
      "By endpoint: arguments given and left out, values of choices, refusals, properties of the answer that were ever "
        + "other than empty, steps, sessions missing or expired, faults. It counts since the server started or "
        + "DELETE /_mock/coverage, whatever became of the databases."
    ],
    groups: [OptionGroup("Options", [url, port, adminToken, database, format, output, require])])

  static func run(_ arguments: ParsedArguments) throws {
    let name = try arguments[database]
    if let name, DatabaseName(name) == nil {
      throw arguments.invalid(database, name, "use 1 to 63 of a-z, 0-9, - and _")
    }
    let path = name.map { "/_mock/databases/\($0)/coverage" } ?? "/_mock/coverage"
    let addresses = try arguments[url]?.addresses ?? ListenHost.loopback.addresses(port: try arguments[port])
    let answer = try ControlClient(addresses, token: try arguments[adminToken]).get(path)
    guard let report = CoverageReport(answer) else {
      throw Failure(code: ExitCode.failure, message: "\(path) answers no report of coverage")
    }
    let document = CoverageDocument(report: report, required: try arguments[require]?.number)
    let file = try arguments[output]
    let format = try arguments[format] ?? file.map { CoverageFormat(file: $0) } ?? .text
    try ReportFile.write(try document.text(as: format), to: file)
    if let shortfall = document.shortfall { throw Failure(code: ExitCode.failure, message: shortfall) }
  }
}
