import Basics
import Logging

@testable import HTTP

/// A request that was parsed from text, for what takes one without a socket.
enum ReadRequest {
  struct Unreadable: Error {
    let outcome: RequestParser.Outcome
  }

  /// Calls `body` with the request and what a loop would keep of it.
  static func with<Result>(
    _ text: String, for responder: Responder? = nil, _ body: (consuming Request, Exchange) throws -> Result
  ) throws -> Result {
    var bytes = Array(text.utf8)
    return try bytes.withMutableBytes { bytes in
      var parser = RequestParser(bodyLimit: 1000)
      let outcome = parser.parse(bytes)
      guard case .complete = outcome else { throw Unreadable(outcome: outcome) }
      var request = Request(parser, bytes.bytes, remote: Address(host: .v4(0), port: 0))
      if let responder { request.origin = responder.cors.standing(of: request) }
      let exchange = Exchange(request, started: nil)
      return try body(request, exchange)
    }
  }

  static func configuration(_ configure: (inout ServerConfiguration) -> Void = { _ in }) -> ServerConfiguration {
    var configuration = ServerConfiguration(logger: Logger(label: "http") { _ in SwiftLogNoOpLogHandler() })
    configure(&configuration)
    return configuration
  }
}
