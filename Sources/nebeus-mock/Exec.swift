import ArgumentParser
import Dispatch

/// Serves while a command runs, and ends as it does.
struct Exec: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exec",
    abstract: "Serve while a command runs.",
    usage: "nebeus-mock exec [<options>] -- <command> [<arguments> ...]",
    discussion: """
      The command finds the server by NEBEUS_MOCK_URL and NEBEUS_MOCK_PORT. Its input and output are its own: the \
      server writes nothing to standard output. SIGTERM, SIGINT, SIGHUP and SIGQUIT are handed on to it.

      The options are those of serve; the port is any free one unless --port is given. The exit code is the command's \
      own; 128 and the signal's number where a signal ended it, 127 where there is no such command, 126 where it can't \
      be run; the codes of serve where the server can't start.
      """)

  @OptionGroup var options: ServeOptions

  @Argument(parsing: .postTerminator, help: "Command to run, and its arguments, behind two dashes.")
  var command: [String] = []

  func validate() throws {
    guard command.isEmpty else { return }
    throw ValidationError("There is no command behind two dashes, as in: nebeus-mock exec -- make test")
  }

  func run() throws {
    // Before there is another thread, which would take the signals for itself.
    let signals = ForwardedSignals()
    let descriptors = DescriptorLimit.current
    let (server, address) = try options.start(forCommand: true)
    let url = "http://\(address.reachable)"
    let child = try ChildProcess(
      ExecCommand.arguments(url: url, port: address.port, descriptors: descriptors, command: command))
    let code = signals.wait(for: child)
    // What the command has left open is of no use to anybody.
    let hasStopped = DispatchSemaphore(value: 0)
    server.stop(gracePeriod: .zero) { hasStopped.signal() }
    hasStopped.wait()
    throw ExitCode(code)
  }
}
