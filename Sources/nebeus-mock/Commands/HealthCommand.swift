import HTTP
import MockControl

/// Asks a server whether it answers: what a container's health check runs.
enum HealthCommand: Command {
  private static let url = CommandOption<ServerURL?>(
    "url", "url", hasVariable: false, "The server's URL, such as http://127.0.0.1:8069.")
  private static let port = ServeOptions.port

  static let description = CommandDescription(
    name: "health",
    summary: "Exit 0 if a server answers.",
    discussion: [
      "Without --url it asks, in a container, the server that runs there, whatever its options are; elsewhere the "
        + "loopback addresses at --port."
    ],
    groups: [OptionGroup("Options", [url, port])])

  static func run(_ arguments: ParsedArguments) throws {
    var failures: [Failure] = []
    for address in try addresses(arguments) {
      do {
        try ask(address)
        return try StandardStream.output.deliver("ok")
      } catch {
        failures.append(error)
      }
    }
    throw failures.first ?? Failure(code: ExitCode.failure, message: "no server found")
  }

  private static func addresses(_ arguments: ParsedArguments) throws(Failure) -> [Address] {
    if let url = try arguments[url] { return url.addresses }
    let port = try arguments[port]
    let found = ContainerServer.addresses()
    return found.isEmpty ? ListenHost.loopback.addresses(port: port) : found.map(\.reachable)
  }

  private static func ask(_ address: Address) throws(Failure) {
    do {
      let answer = try Probe.get(address, path: Control.healthPath, timeout: .seconds(2))
      guard answer.status != 200 else { return }
      throw Failure(code: ExitCode.failure, message: "http://\(address) answers \(answer.status)")
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(code: ExitCode.failure, message: "no answer: \(error)")
    }
  }
}
