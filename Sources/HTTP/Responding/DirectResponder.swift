import Basics

/// Answers requests that came by no connection: the bytes of a whole request in, a response out.
package struct DirectResponder: Sendable {
  private static let loopback = Address(host: .v4(UInt32(0x7F00_0001).bigEndian), port: 0)

  private let responder: Responder

  package init(_ configuration: ServerConfiguration, router: Router) {
    responder = Responder(configuration, router: router)
  }

  /// Answers a request for whichever host, as from a client at a loopback address.
  ///
  /// The body is as long as is said of it here: header fields that say so, or how it is encoded, are left out.
  /// - Parameters:
  ///   - head: the request line and the header fields, each without its end.
  /// Throws what is wrong with a head that can't be read.
  package func respond(to head: [String], body: [UInt8], _ response: inout Response) throws(HTTPError) {
    var bytes: [UInt8] = []
    for line in head where !Self.isFraming(line) { bytes += Array(line.utf8) + [0x0D, 0x0A] }
    bytes += Array("Content-Length: \(body.count)\r\n\r\n".utf8) + body
    var failure: HTTPError?
    bytes.withMutableBytes { bytes in
      var parser = RequestParser(bodyLimit: .max)
      guard case .complete = parser.parse(bytes) else {
        failure = HTTPError(.badRequest, "the head of the request can't be read")
        return
      }
      let request = Request(parser, bytes.bytes, remote: Self.loopback)
      responder.answer(request, &response)
    }
    if let failure { throw failure }
  }

  private static func isFraming(_ line: String) -> Bool {
    let name = line.prefix { $0 != ":" }.lowercased()
    return ["content-length", "transfer-encoding", "content-encoding", "expect", "connection", "trailer"].contains(name)
  }
}
