import ArgumentParser
import Dispatch
import Glibc
import HTTP
import MockServer
import SQLite
import Store

/// Serves until it is told to stop.
struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the server (the default command).",
    discussion: """
      Once it listens, standard output has exactly one line: nebeus-mock ready on http://127.0.0.1:8069. Logs go to \
      standard error. SIGTERM and SIGINT finish what is being answered (10 s at most); a second one ends at once.
      """)

  @OptionGroup var options: ServeOptions

  func run() throws {
    let (settings, http, portFile) = try options.configuration()
    let signals = StopSignals()
    let server = try make(settings, http)
    do throws(SocketError) {
      try server.start()
    } catch {
      throw Failure.unavailable("\(error)")
    }
    guard let address = server.addresses.first else { throw Failure.unavailable("it listens nowhere") }
    if let portFile { try PortFile.write(port: address.port, to: portFile) }
    StandardStream.output.write("nebeus-mock ready on http://\(address)")
    signals.waitForFirst()
    let hasStopped = DispatchSemaphore(value: 0)
    server.stop { hasStopped.signal() }
    hasStopped.wait()
  }

  private func make(_ settings: Settings, _ http: ServerConfiguration) throws -> MockServer {
    do {
      return try MockServer(settings, http: http)
    } catch let error as ScenarioError {
      let others = error.complaints.count - 1
      let more = others > 0 ? " (and \(others) more: nebeus-mock check tells all)" : ""
      throw Failure.faultyScenario((error.complaints.first?.description ?? "The scenario is faulty") + more)
    } catch let error as DataError {
      throw error.isFaultyFile ? Failure.faultyData("--data \(error)") : Failure.unavailable("--data \(error)")
    } catch let error as SQLiteError {
      throw Failure.unavailable("--data: \(error)")
    }
  }
}
