import HTTP
import MockServer
import SQLite
import Store

extension ServeOptions {
  /// Makes the server and starts it; once this returns, it listens, and the port file is written.
  ///
  /// - Parameter forCommand: whether one command is served, and not whoever comes: on any free port then.
  func start(forCommand: Bool = false) throws -> (server: MockServer, address: Address) {
    let (settings, http, portFile) = try configuration(forCommand: forCommand)
    if let portFile { PortFile.remove(portFile) }
    let server = try make(settings, http)
    do throws(SocketError) {
      try server.start()
    } catch {
      throw Failure.unavailable("\(error)")
    }
    guard let address = server.addresses.first else { throw Failure.unavailable("it listens nowhere") }
    if let portFile { try PortFile.write(port: address.port, to: portFile) }
    return (server, address)
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
      // One line: without the SQL.
      throw Failure.unavailable("The databases can't be made: \(error.code): \(error.message)")
    }
  }
}
