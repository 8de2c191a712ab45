import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("A control call that nobody should make")
struct HostileControlTests {
  private static let members = [
    "scenario", "clock", "seed", "now", "frozen", "seconds", "login", "method", "path", "params", "count",
    "within_seconds", "after", "times", "probability", "delay_ms", "status", "body", "error", "reset", "truncate",
    "slow_bytes_per_second", "when", "tables", "generated", "state", "action", "unknown", "a\u{1F600}\\u0000",
  ]
  private static let values = [
    "-1", "1e400", "-0.5", "99999999999999999999999", #""\u0000""#, #""\ud800""#, "true", "[[]]", #"{"a":{"b":null}}"#,
    #""../../etc/passwd""#, "\"" + String(repeating: "x", count: 5_000) + "\"",
  ]
  private static let bodies =
    [
      "", " ", "null", "true", "7", "[]", "{", "}", #""x""#, "nul", "{\"a\":1,}", "\u{FEFF}{}", "\u{0}", "a=b&c=d",
      #"{"now":1,"now":2}"#, String(repeating: "[", count: 200_000), String(repeating: #"{"a":"#, count: 100_000),
    ] + members.flatMap { member in values.map { #"{"\#(member)":\#($0)}"# } }

  private func expectRefused(_ answer: RawResponse, _ sent: String) throws {
    #expect(answer.status < 500, "\(sent.prefix(100))")
    guard answer.status >= 400 else { return }
    #expect(answer.field("Content-Type") == "application/problem+json", "\(sent.prefix(100))")
  }

  @Test("that the server fails at is answered with a request id that the log has too, and with no internals")
  func failure() throws {
    let log = LogLines()
    let server = try TestServer.start { settings, _ in settings.logger = log.logger }
    try server.change("DROP TABLE mock_outbox")
    let answer = try server.visitor().control("GET", "/outbox")
    let logged = try #require(log.lines.first)
    #expect(log.lines.count == 1 && logged.level == .error && logged.message.contains("mock_outbox"))
    #expect(answer.status == 500)
    #expect(
      try answer.problem
        == "The server failed. The server's log says more, under request id \(logged.requestID)")
    #expect(UInt64(logged.requestID, radix: 16) != nil)
  }

  @Test("is answered and not failed at, whatever its body", arguments: ControlCall.everyRoute.filter { $0.body != nil })
  func bodies(_ call: ControlCall) throws {
    let caller = try TestServer.start().visitor()
    for body in Self.bodies {
      try expectRefused(caller.send(call.method, call.path, body, type: "application/json"), body)
    }
    #expect(try caller.get("/_mock/health").json["status"]?.string == "ok")
  }

  @Test(
    "is answered and not failed at, whatever its path and query name",
    arguments: [
      "%00", "a%00", "%2e%2e", "..%2f..%2fx", "%ff%fe", "%zz", "%", "~", String(repeating: "y", count: 2_000),
    ])
  func names(_ name: String) throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    for place in ["name", "table", "snapshot", "id"] {
      let arguments = ["name": "nebeus", "table": "res_country", "snapshot": "kept", "id": "f"]
      for call in ControlCall.routes(arguments.merging([place: name]) { $1 }) where call.path.contains(name) {
        let answer = try call.send(by: caller)
        #expect([400, 404].contains(answer.status), "\(call)")
        try expectRefused(answer, call.path)
      }
    }
    for call in ControlCall.everyRoute where call.body == nil {
      try expectRefused(caller.get("\(call.path)?\(name)=\(name)&wait=\(name)&limit=\(name)"), call.path)
    }
    #expect(try caller.get("/_mock/health").json["databases"]?.integer == 1)
    #expect(try server.control("GET", "/databases/nebeus/snapshots").text == "[]")
  }
}
