/// Serves while another program runs, and ends as that does.
enum ExecCommand: Command {
  /// The variable tells the program the port; in one that itself serves another, it is the outer server's.
  private static let port = ServeOptions.port.replacing(default: 0, shown: "0", hasVariable: false)

  static let description = CommandDescription(
    name: "exec",
    summary: "Serve while a command runs.",
    discussion: [
      "The command finds the server by NEBEUS_MOCK_URL and NEBEUS_MOCK_PORT. Its input and output are its own: the "
        + "server writes nothing to standard output. SIGTERM, SIGINT, SIGHUP and SIGQUIT are passed on to it.",
      "The exit code is the command's own; 128 and the signal's number where a signal ended it, 127 where there is no "
        + "such command, 126 where it can't be run; the codes of serve where the server can't start.",
    ],
    groups: ServeOptions.groups.map { group in
      OptionGroup(group.title, group.options.map { $0.name == port.name ? port : $0 })
    },
    operands: .commandLine)

  static func run(_ arguments: ParsedArguments) throws {
    // Before there is another thread, which would take the signals for itself.
    let signals = ForwardedSignals()
    let descriptors = DescriptorLimit.current
    let server = try RunningServer(arguments, port: port)
    // What the command has left open is of no use to anybody.
    defer { server.stop(gracePeriod: .zero) }
    let child = try ChildProcess(
      ExecChildCommand.arguments(
        url: "http://\(server.address.reachable)", port: server.address.port, descriptors: descriptors,
        command: arguments.operands))
    throw Failure(code: signals.wait(for: child))
  }
}
