import Dispatch
import Glibc
import HTTP
import MockControl
import MockServer
import SQLite
import Store

/// A server that listens, and the port file that says so.
struct RunningServer {
  private let server: MockServer
  private let portFile: PortFile?
  private let settings: Settings
  /// The first of the addresses that it listens on.
  let address: Address

  /// Starts the server: once this returns, it listens, and the port file is written.
  init(_ arguments: ParsedArguments, port: CommandOption<UInt16>) throws {
    let path = try arguments[ServeOptions.portFile]
    let (settings, http) = try ServerConfigurator(arguments: arguments, port: port).configuration()
    try self.init(try Self.make(settings, http), settings, portFile: path)
  }

  /// Starts a server that has been made.
  ///
  /// - Parameter path: where the port file is to be.
  init(_ server: MockServer, _ settings: Settings, portFile path: String?) throws {
    self.settings = settings
    self.server = server
    do throws(SocketError) {
      try server.start()
    } catch {
      throw Failure.unavailable("\(error)")
    }
    guard let address = server.addresses.first else { throw Failure.unavailable("there is no address to listen on") }
    self.address = address
    portFile = try path.map { try PortFile(writing: address.port, to: $0) }
  }

  var databaseNames: [DatabaseName] { server.databases.all.map(\.name) }

  /// What of the API was exercised in all databases.
  var coverage: CoverageReport { server.coverage }

  /// Logs where people find the page.
  func logInspector() {
    guard settings.hasInspector else { return }
    settings.logger.info("open the inspector in a browser", metadata: ["url": "http://\(address)/_mock/"])
  }

  /// Stops it, and returns when it has stopped. The port file goes first: nobody is to find a server that stops.
  func stop(gracePeriod: Duration) {
    portFile?.remove()
    let hasStopped = DispatchSemaphore(value: 0)
    server.stop(gracePeriod: gracePeriod) { hasStopped.signal() }
    hasStopped.wait()
  }

  static func make(_ settings: Settings, _ http: ServerConfiguration) throws -> MockServer {
    do {
      return try MockServer(settings, http: http)
    } catch let error as ScenarioError {
      let others = error.problems.count - 1
      let more = others > 0 ? " (and \(others) more: nebeus-mock check lists all)" : ""
      throw Failure.faultyScenario((error.problems.first?.description ?? "the scenario is faulty") + more)
    } catch let error as DataError {
      throw error.isFaultyFile ? Failure.faultyData("--data \(error)") : Failure.unavailable("--data \(error)")
    } catch let error as SQLiteError {
      // One line: without the SQL.
      throw Failure.unavailable("the databases can't be created: \(error.code): \(error.message)")
    }
  }
}

/// The options of a command that asks a server which runs already.
enum RunningServerOptions {
  static let url = CommandOption<ServerURL?>(
    "url", "url", "The server's URL, such as http://127.0.0.1:8069; the loopback addresses at --port unless given.")
  static let port = ServeOptions.port
  static let adminToken = ServeOptions.adminToken

  /// Where the server may be; the first that answers counts.
  static func addresses(_ arguments: ParsedArguments) throws(Failure) -> [Address] {
    if let url = try arguments[url] { return url.addresses }
    return ListenHost.loopback.addresses(port: try arguments[port])
  }
}
