import MockControl
import Store

/// Reports what of the API was exercised since a server started.
enum CoverageCommand: Command {
  private static let database = CommandOption<DatabaseName?>(
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
    groups: [
      OptionGroup(
        "Options",
        [
          RunningServerOptions.url, RunningServerOptions.port, RunningServerOptions.adminToken, database, format,
          output, require,
        ])
    ])

  static func run(_ arguments: ParsedArguments) throws {
    let path = try arguments[database].map { "/_mock/databases/\($0)/coverage" } ?? "/_mock/coverage"
    let client = ControlClient(
      try RunningServerOptions.addresses(arguments), token: try arguments[RunningServerOptions.adminToken])
    let answer = try client.get(path)
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
