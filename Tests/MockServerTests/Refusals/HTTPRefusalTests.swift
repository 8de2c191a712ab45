import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("What HTTP refuses")
struct HTTPRefusalTests {
  /// A request, the status of its refusal, and how its message begins.
  struct Refused: Sendable, CustomTestStringConvertible {
    let request: String
    let status: Int
    let message: String

    init(_ request: String, _ status: Int, _ message: String) {
      self.request = request
      self.status = status
      self.message = message
    }

    var testDescription: String { "\(status): \(message)" }
  }

  private func answer(_ request: String) throws -> RawResponse {
    let server = try TestServer.start { _, http in http.maxBody = 1_000 }
    let client = try RawClient(port: server.port)
    return try client.exchange(request)
  }

  @Test(
    "has a JSON body that says what was wrong",
    arguments: [
      Refused(
        "POST /signin/1.0/jsn HTTP/1.1\r\nHost: a\r\n\r\n", 404,
        "There is nothing at /signin/1.0/jsn. The nearest path is /signin/1.0/json"
      ),
      Refused("GET /signin/1.0/json HTTP/1.1\r\nHost: a\r\n\r\n", 405, "/signin/1.0/json takes POST, OPTIONS, not GET"),
      Refused(
        "POST /partner/1/profile_image HTTP/1.1\r\nHost: a\r\n\r\n", 405,
        "/partner/1/profile_image takes GET, HEAD, OPTIONS, not POST"),
      Refused(
        "POST /logout/1.0/json HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n", 413,
        "The request's body is larger than this server takes: it may have 1000 bytes"
      ),
      Refused(
        "GET /\(String(repeating: "a", count: 8_192)) HTTP/1.1\r\nHost: a\r\n\r\n", 414,
        "The request target is longer than 8192 bytes"
      ),
      Refused(
        "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421,
        "The host evil.example is not one of this server's: those are loopback names, addresses, names of one label, "
          + "and those that it was configured to allow (--allow-host)"),
      Refused(
        "OPTIONS / HTTP/1.1\r\nHost: a\r\nOrigin: http://b.example\r\n\r\n", 403,
        "The origin http://b.example is not allowed by this server (--allow-origin)"),
      Refused(
        "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 32_768))\r\n\r\n", 431,
        "The header section is longer than 32768 bytes"
      ),
      Refused(
        "GET / HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: y\r\n", count: 128))\r\n", 431,
        "The header section has more than 128 fields"
      ),
      Refused(
        "POST /logout/1.0/json HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 2\r\n\r\n", 400,
        "There are several Content-Length values"
      ),
      Refused(
        "POST /logout/1.0/json HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n", 400,
        "Content-Length and Transfer-Encoding are both given"
      ),
      Refused("GET / HTTP/1.1\r\n\r\n", 400, "The Host field is missing"),
      Refused(
        "POST /logout/1.0/json HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nContent-Length: 0\r\n\r\n", 417,
        "The only expectation of this server is 100-continue"
      ),
      Refused(
        "POST /logout/1.0/json HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501,
        "The only Transfer-Encoding of this server is chunked"
      ),
      Refused("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505, "This server speaks HTTP/1.1 and HTTP/1.0"),
    ])
  func body(_ refused: Refused) throws {
    let (status, message) = (refused.status, refused.message)
    let answer = try answer(refused.request)
    #expect(answer.status == status, Comment(rawValue: answer.text))
    #expect(answer.field("Content-Type") == "application/json")
    #expect(try answer.json.members?.map(\.key) == ["jsonrpc", "id", "error"])
    #expect(try answer.json["error"]?["code"]?.integer == status)
    #expect(try answer.json["error"]?["data"]?["message"]?.string?.hasPrefix(message) == true)
  }

  @Test(
    "is what a condition fails for, as a refusal of its path's kind",
    arguments: [("/partner/169/profile_image", "application/json"), ("/_mock/health", "application/problem+json")])
  func conditions(_ path: String, _ type: String) throws {
    let caller = try TestServer.start().visitor(["If-Match": #""v0""#])
    let answer = try caller.get(path)
    #expect(answer.status == 412)
    #expect(answer.field("Content-Type") == type)
    let message = try answer.json["detail"] ?? answer.json["error"]?["data"]?["message"]
    #expect(message?.string == #"If-Match: "v0" is not what is here now"#)
  }

  @Test("lets pages read what the dialect was and the entity tag")
  func exposes() throws {
    let answer = try TestServer.start().visitor(["Origin": "http://localhost:3000"]).post("/logout/1.0/json")
    #expect(answer.field("Access-Control-Expose-Headers") == "Preference-Applied, ETag")
  }

  @Test(
    "names the methods that a path has",
    arguments: [
      ("/signin/1.0/json", "PUT", "POST, OPTIONS"), ("/_mock/health", "DELETE", "GET, HEAD, OPTIONS"),
      ("/web/reset_password", "PATCH", "GET, HEAD, POST, OPTIONS"),
    ])
  func allow(_ path: String, _ method: String, _ allowed: String) throws {
    let answer = try TestServer.start().visitor().send(method, path, nil, type: nil)
    #expect(answer.status == 405)
    #expect(answer.field("Allow") == allowed)
  }

  @Test(
    "is any path that isn't exactly one of the reference, except for a slash at the end",
    arguments: [
      ("/logout/1.0/json", 200), ("/logout/1.0/json/", 200), ("/logout/1.0/json?a=b", 200),
      ("/logout/1.0/json//", 404), ("//logout/1.0/json", 404), ("/Logout/1.0/json", 404), ("/logout/1.0/JSON", 404),
      ("/logout/1%2E0/json", 404), ("/logout/1.0", 404), ("/logout/1.0/json/x", 404), ("/", 404),
    ])
  func paths(_ path: String, _ status: Int) throws {
    #expect(try TestServer.start().visitor().post(path).status == status)
  }

  @Test(
    "names the nearest path of the reference",
    arguments: [
      ("/login/1.0/json", "/signin/1.0/json"), ("/get_countrys/1.0/json", "/get_countries/1.0/json"),
      ("/partner/dashbord", "/partner/dashboard"), ("/dashboard/graphics", "/dashboard/graphic"),
      ("/resetpassword/1.0/json", "/reset_password/1.0/json"),
      ("/mock/helth", "/_mock/health"),
    ])
  func nearest(_ path: String, _ nearest: String) throws {
    let answer = try TestServer.start().visitor().post(path)
    #expect(
      try answer.json["error"]?["data"]?["message"]?.string
        == "There is nothing at \(path). The nearest path is \(nearest)")
  }

  @Test("names none where no path is near", arguments: ["/", "/nothing", "/favicon.ico", "/api/v1/users"])
  func noneNear(_ path: String) throws {
    let answer = try TestServer.start().visitor().post(path)
    #expect(try answer.json["error"]?["data"]?["message"]?.string == "There is nothing at \(path)")
    #expect(answer.field("Allow") == nil)
  }

  @Test("is readable also by a client that is still sending")
  func stillSending() throws {
    let server = try TestServer.start { _, http in http.maxBody = 1_000 }
    let client = try RawClient(port: server.port)
    try client.send("POST /logout/1.0/json HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n")
    _ = try client.sendSome(Array(repeating: 32, count: 3_000_000))
    #expect(try client.response().status == 413)
  }

  @Test(
    "is a host that wasn't allowed", arguments: [("mock.example", 200), ("MOCK.example.:80", 200), ("b.example", 421)])
  func host(_ host: String, _ status: Int) throws {
    let server = try TestServer.start { _, http in http.allowedHosts = ["mock.example"] }
    #expect(try server.visitor(["Host": host]).post("/logout/1.0/json").status == status)
  }
  @Test("is struck by faults where no route takes the request, and nowhere else")
  func faults() throws {
    let server = try TestServer.start { _, http in http.maxBody = 1_000 }
    let caller = try server.visitor()
    try caller.order(#"{"status":503}"#)
    #expect(try caller.post("/nowhere").status == 503)
    #expect(try caller.send("PUT", "/logout/1.0/json", "{}", type: nil).status == 503)
    #expect(try caller.post("/logout/1.0/json", String(repeating: " ", count: 1_001)).status == 413)
  }

  @Test("is in the log of a server that logs every request")
  func log() throws {
    let log = LogLines()
    let server = try TestServer.start { settings, _ in
      settings.logger = log.logger
      settings.logger.logLevel = .debug
    }
    #expect(try server.visitor().post("/nowhere").status == 404)
    // The line may come after the answer, and is there when the next one is.
    _ = try server.visitor().post("/nowhere")
    #expect(log.lines.contains { $0.level == .debug && $0.message == "request" })
  }
}
