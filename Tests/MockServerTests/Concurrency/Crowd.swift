import ServerTestSupport

/// A server whose next clients are answered on two threads at the same time.
///
/// A loop gets 32 connections before the next one gets any: but for one, they are taken by clients that only wait.
struct Crowd {
  let server: TestServer
  private let waiting: [TestCaller]

  init(_ server: TestServer) throws {
    self.server = server
    waiting = try (0..<31).map { _ in try server.visitor() }
    // A connection is a loop's once it has been answered on it.
    for caller in waiting { _ = try caller.get("/_mock/health") }
  }

  init(scenario: String) throws {
    try self.init(TestServer.start(scenario: scenario) { _, http in http.loops = 2 })
  }

  /// Keeps the clients that wait until now.
  func leave() {
    withExtendedLifetime(waiting) {}
  }
}
