import Glibc
import Logging
import TestSupport

@testable import HTTP

/// A server on a free port of the loopback, stopped when the test lets go of it.
final class LiveServer: Sendable {
  let server: Server
  let port: UInt16

  init(
    _ routes: [Route] = LiveServer.routes, configure: (inout ServerConfiguration) -> Void = { _ in }
  ) throws {
    var configuration = ServerConfiguration(logger: Logger(label: "http") { _ in SwiftLogNoOpLogHandler() })
    configuration.addresses = [Address(host: .v4(UInt32(0x7F00_0001).bigEndian), port: 0)]
    configure(&configuration)
    server = Server(configuration, router: try Router(routes))
    try server.start()
    port = server.addresses.first?.port ?? 0
  }

  deinit { server.stop(gracePeriod: .zero) }

  func client(receiveBuffer: Int32? = nil) throws -> RawClient {
    let client = try RawClient(port: port, receiveBuffer: receiveBuffer)
    client.owner = self
    return client
  }

  /// Returns when the server has so many connections.
  func waitForConnections(_ count: Int) throws {
    try wait("\(count) connections") { server.connectionCount == count }
  }

  /// Returns when the server takes no new connections.
  func waitUntilStopping() throws {
    try wait("the server's stop") { server.isStopping }
  }

  private func wait(_ event: String, until isTrue: () -> Bool) throws {
    let deadline = ContinuousClock.now + WaitLimit.duration
    while !isTrue() {
      guard ContinuousClock.now < deadline else { throw Late(event: event) }
      sched_yield()
    }
  }

  /// What did not come within ten seconds.
  struct Late: Error {
    let event: String
  }

  /// One request on a connection of its own.
  func exchange(_ request: String) throws -> RawResponse { try client().exchange(request) }

  static let routes: [Route] = [
    Route(.get, "/hello") { _, response in
      response.contentType = "text/plain"
      response.body.append("Hello")
    },
    Route(.post, "/echo") { request, response in
      response.body.append(request.bodyBytes)
    },
    Route(.get, "/partner/{partner_id}/profile_image/big") { request, response in
      response.body.append(request.parameter("partner_id") ?? "none")
    },
  ]
}
