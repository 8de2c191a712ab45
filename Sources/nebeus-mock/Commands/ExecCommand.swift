/// Serves while another program runs, and ends as that does.
enum ExecCommand: Command {
  /// The variable tells the program the port; in one that itself serves another, it is the outer server's.
  private static let port = ServeOptions.port.replacing(default: 0, shown: "0", hasVariable: false)

  private static let coverage = CommandOption<String?>(
    "coverage", "file", hasVariable: false,
    "File for a report of what of the API the command exercised: text, or what .json, .xml (JUnit), .html or .md asks for."
  )
  private static let require = CommandOption<Percentage?>(
    "require", "n", hasVariable: false,
    "Exit with 1 if the command succeeds and has exercised less than that percentage of the API.")

  private static let bundles = CommandOption<String?>(
    "bundles", "dir", hasVariable: false,
    "Folder for a bundle of each database if the command fails, for nebeus-mock replay; created if needed.")

  static let description = CommandDescription(
    name: "exec",
    summary: "Serve while a command runs.",
    discussion: [
      "The command finds the server by NEBEUS_MOCK_URL and NEBEUS_MOCK_PORT. Its input and output are its own: the "
        + "server writes nothing to standard output. SIGTERM, SIGINT, SIGHUP and SIGQUIT are passed on to it.",
      "The exit code is the command's own; 128 and the signal's number where a signal ended it, 127 where there is no "
        + "such command, 126 where it can't be run; the codes of serve where the server can't start; 1 where --require isn't met.",
    ],
    groups: ServeOptions.groups.map { group in
      OptionGroup(group.title, group.options.map { $0.name == port.name ? port : $0 })
    } + [OptionGroup("Coverage", [coverage, require]), OptionGroup("Failures", [bundles])],
    operands: .commandLine)

  static func run(_ arguments: ParsedArguments) throws {
    // Before there is another thread, which would take the signals for itself.
    let signals = ForwardedSignals()
    let descriptors = DescriptorLimit.current
    let folder = try arguments[bundles].map { try BundleFolder($0) }
    let server = try RunningServer(arguments, port: port)
    // What the command has left open is of no use to anybody.
    defer { server.stop(gracePeriod: .zero) }
    let child = try ChildProcess(
      ExecChildCommand.arguments(
        url: "http://\(server.address.reachable)", port: server.address.port, descriptors: descriptors,
        command: arguments.operands))
    let code = signals.wait(for: child)
    do {
      if code != 0, let folder {
        let client = ControlClient([server.address.reachable], token: try arguments[ServeOptions.adminToken])
        for complaint in try folder.write(server.databaseNames, of: client) { StandardStream.error.write(complaint) }
      }
      try reportCoverage(of: server, arguments)
    } catch let failure as Failure {
      throw Failure(code: code == 0 ? failure.code : code, message: failure.message)
    }
    throw Failure(code: code)
  }

  /// Writes the report that is asked for. Throws `Failure` where less was exercised than is required.
  private static func reportCoverage(of server: RunningServer, _ arguments: ParsedArguments) throws {
    let (file, required) = (try arguments[coverage], try arguments[require]?.number)
    guard file != nil || required != nil else { return }
    let document = CoverageDocument(report: server.coverage, required: required)
    if let file { try ReportFile.write(try document.text(as: CoverageFormat(file: file)), to: file) }
    if let shortfall = document.shortfall { throw Failure(code: ExitCode.failure, message: shortfall) }
  }
}
