import TestSupport
import Testing

@testable import HTTP

@Suite("Origins, hosts and OPTIONS on a live connection")
struct CrossOriginTests {
  private func request(_ method: String, _ path: String, _ fields: String, host: String = "localhost:8069") -> String {
    "\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\n\(fields)\r\n"
  }

  @Test("lets an allowed origin read every answer, refusals too", arguments: [("/hello", 200), ("/nowhere", 404)])
  func allowed(_ path: String, _ status: Int) throws {
    let server = try LiveServer { $0.exposedFields = [.retryAfter, .eTag] }
    let response = try server.client().exchange(request("GET", path, "Origin: http://localhost:3000\r\n"))
    #expect(response.status == status)
    #expect(response.field("Access-Control-Allow-Origin") == "http://localhost:3000")
    #expect(response.field("Access-Control-Allow-Credentials") == "true")
    #expect(response.field("Access-Control-Expose-Headers") == "Retry-After, ETag")
    #expect(response.values("Vary") == ["Origin"])
  }

  @Test("lets no other origin read, and sends Vary to caches")
  func foreign() throws {
    let response = try LiveServer().client().exchange(request("GET", "/hello", "Origin: http://evil.example\r\n"))
    #expect(response.status == 200)
    #expect(response.field("Access-Control-Allow-Origin") == nil)
    #expect(response.field("Vary") == "Origin")
  }

  @Test("answers a preflight, of private networks too")
  func preflight() throws {
    let response = try LiveServer().client().exchange(
      request(
        "OPTIONS", "/echo",
        "Origin: http://localhost:3000\r\nAccess-Control-Request-Method: POST\r\n"
          + "Access-Control-Request-Headers: content-type,prefer\r\n"
          + "Access-Control-Request-Private-Network: true\r\n"))
    #expect(response.status == 204)
    #expect(response.field("Access-Control-Allow-Methods") == "POST, OPTIONS")
    #expect(response.field("Access-Control-Allow-Headers") == "content-type,prefer")
    #expect(response.field("Access-Control-Allow-Private-Network") == "true")
    #expect(response.field("Access-Control-Allow-Origin") == "http://localhost:3000")
  }

  @Test(
    "refuses OPTIONS of a foreign origin, preflight or not, saying why",
    arguments: ["", "Access-Control-Request-Method: POST\r\n"])
  func foreignPreflight(_ fields: String) throws {
    let response = try LiveServer { $0.originHint = "by mail" }.client().exchange(
      request("OPTIONS", "/echo", "Origin: http://evil.example\r\n\(fields)"))
    #expect(response.status == 403 && response.field("Access-Control-Allow-Origin") == nil)
    #expect(response.text == "The origin http://evil.example is not allowed by this server (by mail)\n")
  }

  @Test("lets a handler see whether the origin is allowed")
  func standing() throws {
    let server = try LiveServer([Route(.get, "/") { $1.body.append("\($0.origin)") }])
    let client = try server.client()
    #expect(try client.exchange(request("GET", "/", "")).text == "none")
    #expect(try client.exchange(request("GET", "/", "Origin: http://LOCALHOST:8069\r\n")).text == "own")
    #expect(try client.exchange(request("GET", "/", "Origin: http://localhost:1\r\n")).text == "allowed")
    #expect(try client.exchange(request("GET", "/", "Origin: null\r\n")).text == "foreign")
    #expect(
      try client.exchange(request("GET", "/", "Origin: http://localhost\r\nOrigin: http://x\r\n")).text == "foreign")
  }

  @Test(
    "answers OPTIONS with the methods of the path",
    arguments: [("/hello", 204, "GET, HEAD, OPTIONS"), ("*", 204, "GET, HEAD, POST, OPTIONS"), ("/nowhere", 404, nil)])
  func options(_ target: String, _ status: Int, _ allow: String?) throws {
    let response = try LiveServer().client().exchange(request("OPTIONS", target, ""))
    #expect(response.status == status && response.field("Allow") == allow)
  }

  @Test(
    "refuses what no route takes",
    arguments: [
      ("DELETE", "/hello", 405, "GET, HEAD, OPTIONS"), ("BREW", "/echo", 405, "POST, OPTIONS"),
      ("GET", "/helo", 404, nil),
    ])
  func refuses(_ method: String, _ path: String, _ status: Int, _ allow: String?) throws {
    let client = try LiveServer().client()
    let response = try client.exchange(request(method, path, ""))
    #expect(response.status == status && response.field("Allow") == allow)
    if status == 404 { #expect(response.text.contains("/hello")) }
    #expect(try client.exchange(request("GET", "/hello", "")).text == "Hello")
  }

  @Test("answers for its own hosts only", arguments: [("evil.example", 421), ("api.example:1", 200), ("[::1]", 200)])
  func hosts(_ host: String, _ status: Int) throws {
    let server = try LiveServer {
      $0.allowedHosts = ["api.example"]
      $0.hostHint = "by mail"
    }
    let response = try server.exchange(request("GET", "/hello", "", host: host))
    #expect(response.status == status)
    #expect(response.text.hasSuffix("those that it was configured to allow (by mail)\n") == (status == 421))
    #expect(try server.exchange("GET http://\(host)/hello HTTP/1.1\r\nHost: a\r\n\r\n").status == status)
  }

  @Test("gives a handler what the request says")
  func request() throws {
    let server = try LiveServer([
      Route(.get, "/a/{b}") { request, response in
        response.body.append(
          [
            request.method.name, request.target, request.path, request.query ?? "-", request.host, request.authority,
            request.parameter("b") ?? "-", request.queryItem("x y") ?? "-", request.queryItem("z") ?? "-",
            "\(request.queryItems.count)", request.cookie("s") ?? "-", request.field(.accept) ?? "-",
            request.field(.cookie) ?? "-", request.remote.hostText,
          ].joined(separator: "\n"))
      }
    ])
    let response = try server.exchange(
      "GET /a/%C3%A9+?x+y=%261&x+y=2&&z HTTP/1.1\r\nHost: B.Localhost.:9\r\nAccept: a\r\nACCEPT: b\r\n"
        + "Cookie: r=1; s=\"2\"\r\nCookie: t=3\r\n\r\n")
    #expect(
      response.text.split(separator: "\n").map(String.init) == [
        "GET", "/a/%C3%A9+?x+y=%261&x+y=2&&z", "/a/%C3%A9+", "x+y=%261&x+y=2&&z", "b.localhost", "B.Localhost.:9",
        "é+", "&1", "3", "2", "a, b", "r=1; s=\"2\"; t=3", "127.0.0.1",
      ])
  }
}
