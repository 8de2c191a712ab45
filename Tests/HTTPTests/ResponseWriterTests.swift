import Basics
import Testing

@testable import HTTP

@Suite("ResponseWriter")
struct ResponseWriterTests {
  private func write(
    _ request: String = "GET / HTTP/1.1\r\nHost: a\r\n\r\n", isLast: Bool = false,
    _ fill: (inout Response) -> Void
  ) throws -> (text: String, rest: ResponseWriter.Rest) {
    let configuration = ReadRequest.configuration()
    let responder = Responder(configuration, router: try Router([]))
    var writer = ResponseWriter(responder.cors, configuration.refusal, seconds: { 784_111_777 })
    var out = ByteBuffer()
    var response = Response()
    fill(&response)
    let rest = try ReadRequest.with(request, for: responder) { _, exchange in
      writer.write(&response, of: exchange, isLast: isLast, to: &out)
    }
    return (out.string, rest)
  }

  private let date = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"

  private func keepsAlive(_ rest: ResponseWriter.Rest) -> Bool? {
    if case .nothing(let keepsAlive) = rest { keepsAlive } else { nil }
  }

  @Test("writes status, date, the response's own fields, and what frames the body")
  func whole() throws {
    let (text, rest) = try write { response in
      response.status = .created
      response.contentType = "text/plain"
      response.entityTag = "\"a\""
      response.setField(.location, "/x" as String)
      response.body.append("Hello")
    }
    #expect(
      text == "HTTP/1.1 201 Created\r\n\(date)Content-Type: text/plain\r\nETag: \"a\"\r\nLocation: /x\r\n"
        + "Vary: Origin\r\nContent-Length: 5\r\n\r\nHello")
    #expect(keepsAlive(rest) == true)
  }

  @Test("closes where the client, its version or the server wants it")
  func closes() throws {
    for (request, isLast, field) in [
      ("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", false, "Connection: close\r\n"),
      ("GET / HTTP/1.0\r\n\r\n", false, "Connection: close\r\n"),
      ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", true, "Connection: close\r\n"),
    ] {
      let (text, rest) = try write(request, isLast: isLast) { _ in }
      #expect(text.contains(field) && keepsAlive(rest) == false)
    }
    let (text, rest) = try write("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") { _ in }
    #expect(text.contains("Connection: keep-alive\r\n") && keepsAlive(rest) == true)
  }

  @Test("writes no body to HEAD, in 204 and in 304, and its length only to HEAD")
  func bodiless() throws {
    let head = try write("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n") { $0.body.append("Hello") }.text
    #expect(head.hasSuffix("Content-Length: 5\r\n\r\n"))
    let none = try write { response in
      response.status = .noContent
      response.body.append("Hello")
    }.text
    #expect(none == "HTTP/1.1 204 No Content\r\n\(date)Vary: Origin\r\n\r\n")
    let unchanged = try write("GET / HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"a\"\r\n\r\n") { response in
      response.contentType = "text/plain"
      response.entityTag = "\"a\""
      response.body.append("Hello")
    }.text
    #expect(unchanged == "HTTP/1.1 304 Not Modified\r\n\(date)ETag: \"a\"\r\nVary: Origin\r\n\r\n")
  }

  @Test("writes the fields of CORS for an allowed origin only")
  func crossOrigin() throws {
    let request = { (origin: String) in "POST / HTTP/1.1\r\nHost: a\r\nOrigin: \(origin)\r\n\r\n" }
    let allowed = try write(request("app://localhost")) { _ in }.text
    #expect(
      allowed.contains(
        "Access-Control-Allow-Origin: app://localhost\r\nAccess-Control-Allow-Credentials: true\r\n"
          + "Access-Control-Expose-Headers: ETag\r\nVary: Origin\r\n"))
    #expect(try !write(request("null")) { _ in }.text.contains("Access-Control"))
  }

  @Test("writes the head of a stream with its first piece, in chunks where the version has them")
  func streams() throws {
    let fill = { (response: inout Response) in
      response.body.append("Hello")
      response.stream { _ in false }
    }
    let (text, rest) = try write { fill(&$0) }
    #expect(text.hasSuffix("Transfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n"))
    guard case .stream(_, keepsAlive: true) = rest else {
      Issue.record("\(rest)")
      return
    }
    let (old, oldRest) = try write("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") { fill(&$0) }
    #expect(old.hasSuffix("Connection: close\r\n\r\nHello"))
    guard case .stream(_, keepsAlive: false) = oldRest else {
      Issue.record("\(oldRest)")
      return
    }
  }

  @Test("cuts the body where a fault says, and closes")
  func truncated() throws {
    let (text, rest) = try write { response in
      response.body.append("0123456789")
      response.wire = .truncated(after: 4)
    }
    #expect(text.hasSuffix("Content-Length: 10\r\n\r\n0123") && keepsAlive(rest) == false)
  }
}
