import Glibc
import JSON
import TestSupport
import Testing

/// A server that the program runs on a port that the system chose, until the test is done with it.
final class Served {
  let program: Program
  let readyLine: String
  let port: UInt16

  /// Starts the quickest scenario, unless the arguments or the environment say otherwise.
  init(
    _ arguments: [String] = [], environment: [String: String] = [:], bad: [Int32: Program.BadStream] = [:]
  ) throws {
    var arguments = arguments
    if !arguments.contains("--port"), environment["NEBEUS_MOCK_PORT"] == nil { arguments += ["--port", "0"] }
    if !arguments.contains("--scenario"), environment["NEBEUS_MOCK_SCENARIO"] == nil {
      arguments += ["--scenario", "reference"]
    }
    program = try Program(arguments, environment: environment, bad: bad)
    readyLine = try program.line()
    port = try #require(readyLine.split(separator: ":").last.flatMap { UInt16($0) })
  }

  static let hasIPv6 = (try? Served(["--host", "::1"])) != nil

  func client() throws -> RawClient { try RawClient(port: port) }

  /// Posts JSON, with fields such as `"X: y\r\n"`.
  func post(_ path: String, _ body: String = "{}", fields: String = "") throws -> RawResponse {
    try client().exchange(
      "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\(fields)"
        + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }

  /// A call of the control plane.
  func control(_ method: String, _ path: String, _ body: String? = nil) throws -> RawResponse {
    let type = body == nil ? "" : "Content-Type: application/json\r\n"
    return try client().exchange(
      "\(method) /_mock\(path) HTTP/1.1\r\nHost: localhost\r\n\(type)"
        + "Content-Length: \(body?.utf8.count ?? 0)\r\n\r\n\(body ?? "")")
  }

  /// Asks it to stop and waits until it has.
  func stop() throws -> Program.Outcome {
    program.send(signal: SIGTERM)
    return try program.finish()
  }
}

extension RawResponse {
  /// The body as JSON. Throws where it is none.
  var json: JSONValue {
    get throws { try Document(parsing: body).root }
  }
}
