import ArgumentParser
import Dispatch

/// Serves until it is told to stop.
struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Run the server (the default command).",
    discussion: """
      Once it listens, standard output has exactly one line: nebeus-mock ready on http://127.0.0.1:8069. Logs go to \
      standard error. SIGTERM and SIGINT finish what is being answered (10 s at most); a second one ends at once.
      """)

  @OptionGroup var options: ServeOptions

  func run() throws {
    let signals = StopSignals()
    let (server, address) = try options.start()
    try StandardStream.output.deliver("nebeus-mock ready on http://\(address)")
    signals.waitForFirst()
    let hasStopped = DispatchSemaphore(value: 0)
    server.stop { hasStopped.signal() }
    hasStopped.wait()
  }
}
