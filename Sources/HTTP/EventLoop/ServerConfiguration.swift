import Basics
import Logging
import Synchronization

/// What a server is told when it is made.
package struct ServerConfiguration: Sendable {
  /// Writes a refusal's body and its content type; the status and the fields that the protocol wants are set already.
  ///
  /// The request is nil where it could not be read.
  package typealias Renderer = @Sendable (HTTPError, borrowing Request?, inout Response) -> Void

  package var addresses: [Address] = []
  /// Bytes of a request's body, decoded.
  package var maxBody = 1 << 20
  package var maxConnections = 10_000
  /// How long a connection may say nothing, a request take to arrive, and a client take to read on.
  package var idleTimeout = Duration.seconds(60)
  /// Event loops; as many as there are cores make sense.
  package var loops = 1
  package var allowedOrigins = OriginRule.loopback
  /// Beside loopback names, addresses and names of one label.
  package var allowedHosts: [HostPattern] = []
  /// How the user of the server allows an origin or a host: refusals name it.
  package var originHint: String?
  package var hostHint: String?
  /// The fields of an answer that pages of allowed origins may read, beside those that they always may.
  package var exposedFields: [FieldName] = [.eTag]
  package var contentDecoders: [ContentDecoder] = []
  package var logger: Logger
  package var refusal: Renderer = ServerConfiguration.plainText

  package init(logger: Logger) { self.logger = logger }

  private static let plainText: Renderer = { error, _, response in
    response.contentType = "text/plain; charset=utf-8"
    response.body.append(error.message)
    if let nearest = error.nearest { response.body.append(". The nearest path is \(nearest)") }
    if let identifier = error.requestID { response.body.append(". Request \(identifier)") }
    response.body.append("\n")
  }
}

/// What all loops of a server share: nothing of it changes but some numbers.
final class ServerContext: Sendable {
  let configuration: ServerConfiguration
  let responder: Responder
  private let connectionCount = Atomic<Int>(0)
  private let awakeLoops = Atomic<Int>(0)
  private let latestEntryLoop = Atomic<Int>(0)

  init(configuration: ServerConfiguration, router: Router) {
    self.configuration = configuration
    responder = Responder(configuration, router: router)
  }

  var connections: Int { connectionCount.load(ordering: .relaxed) }

  /// The loop that new connections begin at: the one that the latest first request of a connection asked for.
  ///
  /// Most servers have one database that all clients use: only connections that were open before the first request
  /// have to move then.
  var entryLoop: Int {
    get { latestEntryLoop.load(ordering: .relaxed) }
    set { latestEntryLoop.store(newValue, ordering: .relaxed) }
  }

  /// The number of connections with the new one.
  func connectionBegan() -> Int { connectionCount.add(1, ordering: .relaxed).newValue }

  func connectionEnded() { connectionCount.subtract(1, ordering: .relaxed) }

  /// A loop has something to do.
  func loopWoke() { awakeLoops.add(1, ordering: .relaxed) }

  /// A loop has nothing to do any more; the number of the others that have.
  func loopSleeps() -> Int { awakeLoops.subtract(1, ordering: .relaxed).newValue }
}
