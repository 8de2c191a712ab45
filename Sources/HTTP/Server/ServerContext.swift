import Synchronization

/// What all loops of a server share: nothing of it changes but the number of connections.
final class ServerContext: Sendable {
  let configuration: ServerConfiguration
  let router: Router
  let hosts: HostRule
  private let connectionCount = Atomic<Int>(0)

  init(configuration: ServerConfiguration, router: Router) {
    self.configuration = configuration
    self.router = router
    hosts = HostRule(allowing: configuration.allowedHosts)
  }

  var connections: Int { connectionCount.load(ordering: .relaxed) }

  /// The number of connections with the new one.
  func connectionBegan() -> Int { connectionCount.add(1, ordering: .relaxed).newValue }

  func connectionEnded() { connectionCount.subtract(1, ordering: .relaxed) }
}
