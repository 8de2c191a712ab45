import Glibc
import Store
import TestSupport
import Testing

extension TestServer {
  /// How many control calls wait for something of the standard database.
  package var waiting: Int { database?.waiting.waiting ?? 0 }

  /// Returns when so many do.
  package func awaitWaiters(_ count: Int) throws {
    let deadline = ContinuousClock.now + WaitLimit.duration
    while waiting != count {
      try #require(ContinuousClock.now < deadline, "\(waiting) wait, not \(count)")
      sched_yield()
    }
  }

  /// A client that asks and can be left waiting.
  package func waiter() throws -> Waiter { try Waiter(self) }

  package final class Waiter {
    private let client: RawClient

    package init(_ server: TestServer) throws {
      client = try RawClient(port: server.port)
      client.owner = server
    }

    package func ask(_ method: String, _ path: String, _ body: String = "") throws {
      try client.send(
        "\(method) /_mock/databases/nebeus\(path) HTTP/1.1\r\nHost: localhost\r\n"
          + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    package func response() throws -> RawResponse { try client.response() }

    /// Ends its sending side, and reads on.
    package func finishSending() { client.finishSending() }

    package func leave() { client.close() }
  }
}
