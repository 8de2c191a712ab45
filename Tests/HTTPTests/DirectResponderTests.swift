import Testing

@testable import HTTP

@Suite("DirectResponder")
struct DirectResponderTests {
  private let responder: DirectResponder

  init() throws {
    let router = try Router([
      Route(.post, "/echo") { request, response in
        response.body.append("\(request.remote.hostText) \(request.remote.isLoopback) ")
        response.body.append(request.bodyBytes)
      }
    ])
    responder = DirectResponder(ReadRequest.configuration(), router: router)
  }

  private func answer(_ head: String..., body: String = "") throws -> String {
    var response = Response()
    try responder.respond(to: head, body: Array(body.utf8), &response)
    return response.body.withBytes { String(decoding: $0, as: UTF8.self) }
  }

  @Test("answers as if the client were at a loopback address")
  func remote() throws {
    #expect(try answer("POST /echo HTTP/1.1", "Host: evil.org") == "127.0.0.1 true ")
  }

  @Test(
    "takes the body as it is, whatever the head says of it",
    arguments: ["Content-Length: 1", "Transfer-Encoding: chunked", "content-encoding: gzip", "Expect: 100-continue"])
  func framing(_ line: String) throws {
    #expect(try answer("POST /echo HTTP/1.1", "Host: a", line, body: "abc") == "127.0.0.1 true abc")
  }

  @Test("refuses a head that can't be read", arguments: ["POST /echo", "POST  /echo HTTP/1.1", ""])
  func unreadable(_ line: String) throws {
    let error = #expect(throws: HTTPError.self) { try answer(line, "Host: a") }
    #expect(error?.status == .badRequest)
  }
}
