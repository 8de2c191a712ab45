import Testing

@testable import HTTP

@Suite("Responder")
struct ResponderTests {
  private struct Failure: Error {}

  private static let gzip = ContentDecoder("gzip") { bytes, limit throws(ContentDecoder.Failure) in
    guard bytes.first != UInt8(ascii: "!") else { throw .malformed }
    guard bytes.count * 2 <= limit else { throw .tooLarge }
    return bytes.flatMap { [$0, $0] }
  }

  private let responder: Responder

  init() throws {
    let configuration = ReadRequest.configuration {
      $0.allowedHosts = ["*.example"]
      $0.maxBody = 10
      $0.contentDecoders = [ResponderTests.gzip]
    }
    let router = try Router(
      LiveServer.routes + [
        Route(.get, "/fails") { _, response in
          response.body.append("half")
          throw Failure()
        }
      ])
    responder = Responder(configuration, router: router)
  }

  struct Call: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let request: String
    let status: Int
    let text: String?

    init(_ name: String, _ request: String, _ status: Int, _ text: String? = nil) {
      testDescription = name
      self.request = request
      self.status = status
      self.text = text
    }
  }

  private static func request(_ line: String, _ fields: String..., host: String = "a", body: String = "") -> String {
    let all = ["\(line) HTTP/1.1", "Host: \(host)", "Content-Length: \(body.utf8.count)"] + fields
    return all.joined(separator: "\r\n") + "\r\n\r\n" + body
  }

  @Test(
    "looks at the host, then the origin, then the route",
    arguments: [
      Call("a route", request("GET /hello"), 200, "Hello"),
      Call("an allowed host", request("GET /hello", host: "b.example"), 200, "Hello"),
      Call("a foreign host, though there is no such path", request("GET /none", host: "example"), 404),
      Call("a foreign host", request("GET /none", host: "evil.org"), 421),
      Call("a foreign host with OPTIONS", request("OPTIONS /hello", "Origin: http://x.org", host: "evil.org"), 421),
      Call("a foreign origin, though there is no such path", request("OPTIONS /none", "Origin: http://x.org"), 403),
      Call(
        "a preflight", request("OPTIONS /echo", "Origin: tauri://localhost", "Access-Control-Request-Method: POST"), 204
      ),
      Call("another method", request("PUT /hello"), 405),
      Call("an unknown path", request("GET /helo"), 404, "There is nothing at /helo. The nearest path is /hello\n"),
      Call("an unknown path with none near", request("GET /x"), 404, "There is nothing at /x\n"),
      Call("a handler that fails", request("GET /fails"), 500),
    ])
  func order(_ call: Call) throws { try check(call) }

  @Test(
    "decodes a body, or says why it can't",
    arguments: [
      Call("none", request("POST /echo", body: "ab"), 200, "ab"),
      Call("identity", request("POST /echo", "Content-Encoding: identity", body: "ab"), 200, "ab"),
      Call("gzip", request("POST /echo", "Content-Encoding: gzip", body: "ab"), 200, "aabb"),
      Call("x-gzip", request("POST /echo", "Content-Encoding: X-Gzip", body: "ab"), 200, "aabb"),
      Call("nothing to decode", request("POST /echo", "Content-Encoding: br"), 200, ""),
      Call(
        "an unknown one", request("POST /echo", "Content-Encoding: br", body: "ab"), 415,
        "Content-Encoding: br is not supported; use one of: gzip\n"),
      Call("two", request("POST /echo", "Content-Encoding: gzip, gzip", body: "ab"), 415),
      Call(
        "malformed", request("POST /echo", "Content-Encoding: gzip", body: "!"), 400,
        "The body is not what Content-Encoding says: it can't be read as gzip\n"),
      Call(
        "too large", request("POST /echo", "Content-Encoding: gzip", body: "abcdef"), 413,
        "The decoded body is larger than this server takes: it may have 10 bytes\n"),
      Call("of what no route takes", request("POST /none", "Content-Encoding: br", body: "ab"), 404),
    ])
  func codings(_ call: Call) throws { try check(call) }

  @Test("names the codings that it takes")
  func acceptedCodings() throws {
    var response = Response()
    try ReadRequest.with(ResponderTests.request("POST /echo", "Content-Encoding: br", body: "a"), for: responder) {
      request, _ in responder.respond(to: request, &response)
    }
    #expect(response.withFieldBytes { FieldBytes.fields(in: Array($0)) }.map(\.value) == ["gzip"])
  }

  private func check(_ call: Call) throws {
    var response = Response()
    try ReadRequest.with(call.request, for: responder) { request, _ in responder.respond(to: request, &response) }
    #expect(response.status.rawValue == call.status)
    if let text = call.text { #expect(response.body.string == text) }
  }
}
