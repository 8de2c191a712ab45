import Synchronization

/// What all loops of a server share: nothing of it changes but the number of connections.
final class ServerContext: Sendable {
  let configuration: ServerConfiguration
  let router: Router
  let hosts: HostRule
  /// The line that says what pages may read; empty if there is nothing to say.
  let exposedFieldsLine: String
  private let connectionCount = Atomic<Int>(0)

  init(configuration: ServerConfiguration, router: Router) {
    self.configuration = configuration
    self.router = router
    hosts = HostRule(allowing: configuration.allowedHosts)
    let names = configuration.exposedFields.map(\.name).joined(separator: ", ")
    exposedFieldsLine = names.isEmpty ? "" : "Access-Control-Expose-Headers: \(names)\r\n"
  }

  var connections: Int { connectionCount.load(ordering: .relaxed) }

  /// The number of connections with the new one.
  func connectionBegan() -> Int { connectionCount.add(1, ordering: .relaxed).newValue }

  func connectionEnded() { connectionCount.subtract(1, ordering: .relaxed) }
}
