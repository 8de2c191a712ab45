import Glibc
import Store
import TestSupport

extension TestServer {
  /// How many control calls wait for something of the standard database.
  var waiting: Int { database?.waiting.waiting ?? 0 }

  /// Returns when so many do. Throws `StillOthers` where they don't within ten seconds.
  func awaitWaiters(_ count: Int) throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while waiting != count {
      guard ContinuousClock.now < deadline else { throw StillOthers(waiting: waiting, expected: count) }
      sched_yield()
    }
  }

  struct StillOthers: Error {
    let waiting: Int
    let expected: Int
  }

  /// A client that asks and can be left waiting.
  func waiter() throws -> Waiter { try Waiter(self) }

  final class Waiter {
    private let client: RawClient

    init(_ server: TestServer) throws {
      client = try RawClient(port: server.port)
      client.owner = server
    }

    func ask(_ method: String, _ path: String, _ body: String = "") throws {
      try client.send(
        "\(method) /_mock/databases/nebeus\(path) HTTP/1.1\r\nHost: localhost\r\n"
          + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    func response() throws -> RawResponse { try client.response() }

    func leave() { client.close() }
  }
}
