import ArgumentParser
import HTTP
import MockServer
import MockControl

/// Asks a server whether it answers: what a container's health check runs.
struct Health: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "health",
    abstract: "Exit 0 if a server answers.",
    discussion: "Without --url it asks 127.0.0.1 at the port of NEBEUS_MOCK_PORT, 8069 where that is not set.")

  @Option(help: "The server's URL, such as http://127.0.0.1:8069.")
  var url: String?

  func run() throws {
    let target = try self.target()
    do {
      let answer = try Probe.get(target, path: Control.healthPath, timeout: .seconds(2))
      guard answer.status == 200 else {
        throw Failure(code: .failure, message: "http://\(target) answers \(answer.status)")
      }
      print("ok")
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(code: .failure, message: "No answer: \(error)")
    }
  }

  private func target() throws -> Address {
    let given = try url ?? "http://127.0.0.1:\(Environment().value(UInt16?.none, "PORT") ?? 8069)"
    guard let target = Address(url: given) else {
      throw Failure.usage(
        "--url \(given): it is http:// and an address, with a port or without, such as http://127.0.0.1:8069")
    }
    return target
  }
}
