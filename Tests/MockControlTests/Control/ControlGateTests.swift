import HTTP
import JSON
import ServerTestSupport
import TestSupport
import Testing

@testable import MockServer

@Suite("The gate of the control plane")
struct ControlGateTests {
  private static let token = "s3cret"

  /// Whether it is a problem of this status that says so (RFC 9457).
  private func isProblem(_ answer: RawResponse, _ status: Int) throws -> Bool {
    let problem = try answer.json
    return answer.status == status && answer.field("Content-Type") == "application/problem+json"
      && problem["status"]?.integer == status && problem["type"]?.string == "about:blank"
      && problem["title"]?.string?.isEmpty == false && problem["detail"]?.string?.isEmpty == false
  }

  @Test("keeps pages of foreign origins out, and nothing happens", arguments: ControlCall.all + ControlCall.everyRoute)
  func foreign(_ call: ControlCall) throws {
    let server = try TestServer.start()
    let before = try server.state()
    for origin in ["http://evil.example", "null", "http://localhost.evil.example"] {
      let answer = try call.send(by: server.visitor(["Origin": origin]))
      #expect(try isProblem(answer, 403))
      #expect(try answer.json["detail"]?.string?.contains(origin) == true)
      #expect(answer.field("Access-Control-Allow-Origin") == nil)
    }
    #expect(try server.state() == before)
  }

  @Test("lets its own and allowed origins in, and callers without one", arguments: ControlCall.all)
  func allowed(_ call: ControlCall) throws {
    let server = try TestServer.start()
    #expect(try call.send(by: server.visitor()).status == 200)
    #expect(try call.send(by: server.visitor(["Origin": "http://localhost"])).status == 200)
    let answer = try call.send(by: server.visitor(["Origin": "http://localhost:3000"]))
    #expect(answer.status == 200 && answer.field("Access-Control-Allow-Origin") == "http://localhost:3000")
    let listed = try TestServer.start { _, http in http.allowedOrigins = .listed(["https://app.example"]) }
    #expect(try call.send(by: listed.visitor(["Origin": "https://app.example"])).status == 200)
    #expect(try isProblem(call.send(by: listed.visitor(["Origin": "http://localhost:3000"])), 403))
  }

  @Test("asks for the token where there is one", arguments: ControlCall.all + ControlCall.guardedRoutes)
  func token(_ call: ControlCall) throws {
    let server = try TestServer.start { settings, _ in settings.adminToken = Self.token }
    let before = try server.state()
    for given in ["", "Bearer", "Bearer s3cre", "Bearer s3cret0", "Bearer S3CRET", "Basic s3cret", "s3cret"] {
      let answer = try call.send(by: server.visitor(given.isEmpty ? [:] : ["Authorization": given]))
      #expect(try isProblem(answer, 401), "\(given)")
      #expect(answer.field("WWW-Authenticate") == "Bearer", "\(given)")
      #expect(!answer.text.contains(Self.token), "\(given)")
    }
    #expect(try server.state() == before)
    // A stream has no end that could be waited for.
    let admitted = call.path.hasSuffix("/events") ? ControlCall("HEAD", call.path) : call
    for given in ["Bearer s3cret", "bearer  s3cret"] {
      #expect(try ![401, 403].contains(admitted.send(by: server.visitor(["Authorization": given])).status))
    }
    // The token is no pass for a page that may not call.
    let page = ["Authorization": "Bearer s3cret", "Origin": "http://evil.example"]
    #expect(try isProblem(call.send(by: server.visitor(page)), 403))
  }

  @Test("keeps out who was led here by another name (DNS rebinding)", arguments: ControlCall.everyRoute)
  func foreignHost(_ call: ControlCall) throws {
    let answer = try call.send(by: TestServer.start().visitor(["Host": "evil.example"]))
    #expect(try isProblem(answer, 421))
  }

  @Test("keeps pages of foreign origins from removing a database")
  func removal() throws {
    let server = try TestServer.start()
    let call = ControlCall("DELETE", "/_mock/databases/nebeus")
    #expect(try isProblem(call.send(by: server.visitor(["Origin": "http://evil.example"])), 403))
    #expect(try server.visitor().get("/_mock/databases/nebeus").status == 200)
    #expect(try call.send(by: server.visitor(["Origin": "http://localhost"])).status == 204)
    #expect(try server.visitor().get("/_mock/databases/nebeus").status == 404)
  }

  @Test("keeps OPTIONS of foreign origins out, preflight or not", arguments: [nil, "GET"])
  func foreignOptions(_ method: String?) throws {
    var fields = ["Origin": "http://evil.example"]
    fields["Access-Control-Request-Method"] = method
    let answer = try TestServer.start().visitor(fields).send("OPTIONS", "/_mock/databases", nil, type: nil)
    #expect(try isProblem(answer, 403))
  }

  @Test("asks nobody for the token who asks how the server is, nor a browser that asks first, nor the API's callers")
  func open() throws {
    let server = try TestServer.start { settings, _ in settings.adminToken = Self.token }
    #expect(try server.visitor().get("/_mock/health").status == 200)
    let preflight = try server.visitor([
      "Origin": "http://localhost:3000", "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "authorization",
    ])
    let answer = try preflight.send("OPTIONS", "/_mock/databases/nebeus/fixtures", nil, type: nil)
    #expect(answer.status == 204 && answer.field("Access-Control-Allow-Headers") == "authorization")
    #expect(try server.visitor().post("/get_countries/1.0/json").status == 200)
  }

  @Test(
    "describes refusals as problem details",
    arguments: [
      (ControlCall("GET", "/_mock"), 404, "There is nothing at /_mock"),
      (ControlCall("GET", "/_mock/scenario"), 404, "The nearest path is /_mock/scenarios"),
      (ControlCall("GET", "/_mock/databases/nobody/tables"), 404, "There is no database nobody"),
      (ControlCall("PUT", "/_mock/scenarios", "{}"), 405, "takes GET"),
      (ControlCall("POST", "/_mock/databases/nebeus/fixtures", "{"), 400, "the body is not JSON: "),
      (ControlCall("POST", "/_mock/databases/nebeus/fixtures", ""), 400, "the body is not JSON: "),
      (
        ControlCall("POST", "/_mock/databases/nebeus/fixtures", String(repeating: " ", count: 2_000)), 413,
        "larger than this server takes"
      ),
    ])
  func refused(_ call: ControlCall, _ status: Int, _ detail: String) throws {
    let server = try TestServer.start { _, http in http.maxBody = 1_000 }
    let answer = try call.send(by: server.visitor())
    #expect(try isProblem(answer, status))
    #expect(try answer.json["detail"]?.string?.contains(detail) == true)
    // None of it made a database.
    #expect(try server.visitor().get("/_mock/health").json["databases"]?.integer == 1)
  }

  @Test(
    "takes no path for a database's name",
    arguments: [
      "%2e%2e", "%2E%2E%2Fetc", "..%2fx", "Nebeus", "a.b", "a%20b", "a%00", "%C3%A9", "~",
      String(repeating: "a", count: 64),
    ])
  func names(_ name: String) throws {
    let server = try TestServer.start()
    let answer = try server.visitor().get("/_mock/databases/\(name)/tables")
    #expect(try isProblem(answer, 400))
    #expect(
      try answer.json["detail"]?.string?.contains("use 1 to 63 of a-z, 0-9, - and _") == true)
    #expect(try server.visitor().get("/_mock/health").json["databases"]?.integer == 1)
  }

  @Test("takes dots in a path for what they are", arguments: ["..", "../x", "nebeus/../x", "x/..", ""])
  func dots(_ name: String) throws {
    let answer = try TestServer.start().visitor().get("/_mock/databases/\(name)/tables")
    #expect([400, 404].contains(answer.status))
    #expect(try isProblem(answer, answer.status))
  }
}
