/// Serves until a signal stops it.
enum ServeCommand: Command {
  static let description = CommandDescription(
    name: "serve",
    summary: "Run the server (the default command).",
    discussion: [
      "Once it listens, standard output gets exactly one line: nebeus-mock ready on http://127.0.0.1:8069. The log goes "
        + "to standard error. SIGTERM and SIGINT stop the server after the requests in progress (10 s at most); a "
        + "second one ends it at once."
    ],
    groups: ServeOptions.groups)

  static func run(_ arguments: ParsedArguments) throws {
    let signals = StopSignals()
    try serve(try RunningServer(arguments, port: ServeOptions.port), until: signals)
  }

  /// Says that a server listens, and stops it at a signal.
  static func serve(_ server: RunningServer, until signals: StopSignals) throws {
    do {
      try StandardStream.output.deliver("nebeus-mock ready on http://\(server.address)")
    } catch {
      server.stop(gracePeriod: .zero)
      throw error
    }
    server.logInspector()
    signals.waitForFirst()
    server.stop(gracePeriod: .seconds(10))
  }
}
