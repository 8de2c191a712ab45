import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("A fault")
struct FaultTests {
  private static let countries = "/get_countries/1.0/json"
  private static let dashboard = "/partner/dashboard"

  /// A client that reads what is on the wire.
  private func client(_ server: TestServer) throws -> RawClient {
    let client = try RawClient(port: server.port)
    client.owner = server
    return client
  }

  private func request(_ path: String, _ body: String = "") -> String {
    "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  @Test("answers with a status and a body in the handler's place")
  func status() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    try caller.order(#"{"path":"\#(Self.countries)","status":503}"#, id: "a")
    let bare = try caller.post(Self.countries)
    #expect(bare.status == 503 && bare.body.isEmpty)
    _ = try caller.control("DELETE", "/faults")
    try caller.order(#"{"status":502,"body":"Bad gateway"}"#, id: "b")
    let text = try caller.post(Self.countries)
    #expect(text.status == 502 && text.text == "Bad gateway")
    #expect(text.field("Content-Type") == "text/plain; charset=utf-8")
    #expect(try caller.control("DELETE", "/faults/b").status == 204)
    try caller.order(#"{"status":429,"body":{"a":[1.50,"é"]}}"#, id: "c")
    let json = try caller.post(Self.countries)
    #expect(json.status == 429 && json.text == #"{"a":[1.50,"\u00e9"]}"#)
    #expect(json.field("Content-Type") == "application/json")
    #expect(try caller.journal().map { $0["fault"]?.string } == ["a", "b", "c"])
    #expect(try caller.journal().allSatisfy { $0["refusal"]?.isNull == true })
  }

  @Test("answers with a JSON-RPC error of the call's id, one for each call of a batch")
  func error() throws {
    let caller = try TestServer.start().visitor()
    try caller.order(#"{"error":{"code":100,"message":"Odoo Session Expired"}}"#)
    let single = try caller.post(Self.countries, #"{"id":"x","params":{}}"#)
    #expect(single.status == 200)
    #expect(
      single.text == #"{"jsonrpc":"2.0","id":"x","error":{"code":100,"message":"Odoo Session Expired","data":"#
        + #"{"name":"openerp.http.SessionExpiredException","message":"Odoo Session Expired","#
        + #""arguments":["Odoo Session Expired"],"debug":""}}}"#)
    let batch = try caller.post(Self.countries, #"[{"id":1,"params":{}},{"id":2,"params":{}}]"#).json
    #expect(batch.array?.map { $0["id"]?.integer } == [1, 2])
    #expect(batch.array?.allSatisfy { $0["error"]?["code"]?.integer == 100 } == true)
    #expect(try caller.post(Self.countries, "{").json["id"]?.isNull == true)
    // It is not the API that refuses.
    #expect(try caller.journal().allSatisfy { $0["refusal"]?.isNull == true })
  }

  @Test("answers with its header fields, in addition to the real ones or instead of them")
  func headers() throws {
    let caller = try TestServer.start().visitor()
    let order =
      #"{"status":429,"headers":{"Retry-After":"2","X-List":["a","b"],"Content-Type":"text/x"},"body":"slow"}"#
    try caller.order(order, id: "a")
    let answer = try caller.post(Self.countries)
    #expect(answer.status == 429 && answer.text == "slow")
    #expect(answer.field("Retry-After") == "2" && answer.values("X-List") == ["a", "b"])
    #expect(answer.values("Content-Type") == ["text/x"])
    let headers = try caller.journal().first?["response_headers"]
    #expect(headers?["Retry-After"]?.string == "2" && headers?["X-List"]?.string == "a, b")
    _ = try caller.control("DELETE", "/faults")
    try caller.order(#"{"headers":{"X-Only":"1"}}"#, id: "b")
    let real = try caller.post(Self.countries)
    #expect(real.status == 200 && real.field("X-Only") == "1")
    #expect(real.field("Content-Type") == "application/json")
  }

  @Test("draws a delay from the database's randomness, so that a seed makes it repeatable")
  func drawnDelay() throws {
    /// The session id that the database draws next tells how much was drawn before it; durations depend on the machine.
    func sessionAfterCalls(delay: String, atLeast milliseconds: Int) throws -> String {
      let caller = try TestServer.start(scenario: "demo", seed: 7).visitor()
      try caller.order(#"{"path":"\#(Self.countries)","delay_ms":\#(delay)}"#)
      for _ in 0..<6 { _ = try caller.post(Self.countries) }
      let durations = try caller.journal().compactMap { $0["duration_us"]?.integer }
      #expect(durations.count == 6 && durations.allSatisfy { $0 >= milliseconds * 1_000 })
      let answer = try caller.control("POST", "/sessions", #"{"login":"lucy@demo.example"}"#)
      return try #require(answer.json["session_id"]?.string)
    }
    let drawn = try sessionAfterCalls(delay: #"{"min":5,"max":20}"#, atLeast: 5)
    #expect(try sessionAfterCalls(delay: #"{"min":5,"max":20}"#, atLeast: 5) == drawn)
    #expect(try sessionAfterCalls(delay: "5", atLeast: 5) != drawn)
  }

  @Test("resets the connection without an answer")
  func reset() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    try caller.order(#"{"path":"\#(Self.countries)","reset":true,"times":1}"#)
    let client = try client(server)
    try client.send(request(Self.countries))
    let error = #expect(throws: RawClientError.self) { try client.response() }
    #expect(error?.isReset == true)
    let call = try #require(try caller.journal().first)
    #expect(call["fault"]?.string == "f" && call["status"]?.isNull == true && call["response"]?.isNull == true)
    #expect(try caller.post(Self.countries).status == 200)
  }

  @Test("cuts the real answer short of its announced length")
  func truncate() throws {
    let server = try TestServer.start()
    let whole = try server.visitor().post(Self.countries)
    try server.visitor().order(#"{"path":"\#(Self.countries)","truncate":10}"#)
    let client = try client(server)
    try client.send(request(Self.countries))
    let bytes = String(decoding: try client.readToEnd(), as: UTF8.self)
    #expect(bytes.contains("Content-Length: \(whole.body.count)\r\n"))
    #expect(bytes.hasSuffix("\r\n\r\n" + whole.text.prefix(10)))
  }

  @Test("drips the real answer, never faster than it is to")
  func drip() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    let whole = try caller.post(Self.countries)
    try caller.order(#"{"path":"\#(Self.countries)","slow_bytes_per_second":2000}"#)
    let start = ContinuousClock.now
    #expect(try caller.post(Self.countries).text == whole.text)
    // The head drips too: so many bytes at least.
    #expect(ContinuousClock.now - start >= .milliseconds(whole.body.count / 2))
  }

  @Test("delays a call, which is made when its time has come, and nobody else's")
  func delayBefore() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    try caller.order(#"{"path":"/helpdesk/message","delay_ms":80}"#)
    let client = try client(server)
    let start = ContinuousClock.now
    try client.send(request("/helpdesk/message", #"{"login":"a@b.cd","name":"A","message":"Help"}"#))
    // Another connection is served meanwhile, and sees nothing of the call.
    #expect(try caller.control("GET", "/outbox").text == "[]")
    #expect(try client.response().status == 200)
    #expect(ContinuousClock.now - start >= .milliseconds(80))
    #expect(try caller.control("GET", "/outbox").json.count == 1)
    #expect(try #require(try caller.journal().first?["duration_us"]?.integer) >= 80_000)
  }

  @Test("delays the answer of a call that was made at once")
  func delayAfter() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    try caller.order(#"{"path":"/helpdesk/message","delay_ms":80,"when":"after"}"#)
    let client = try client(server)
    let start = ContinuousClock.now
    try client.send(request("/helpdesk/message", #"{"login":"a@b.cd","name":"A","message":"Help"}"#))
    #expect(try caller.control("GET", "/outbox?wait=300").json.count == 1)
    #expect(try caller.journal().count == 1)
    #expect(try client.response().json["result"]?["status"]?.string != "error")
    #expect(ContinuousClock.now - start >= .milliseconds(80))
  }

  /// How a client leaves whose call is delayed.
  enum Leaving: CaseIterable {
    case reset, close
    /// It may still read, and sees that nothing is answered.
    case endOfSending
  }

  @Test("never makes a delayed call whose client has gone", arguments: Leaving.allCases)
  func gone(_ leaving: Leaving) throws {
    let log = LogLines()
    let server = try TestServer.start { settings, _ in settings.logger = log.logger }
    let caller = try server.visitor()
    try caller.order(#"{"path":"/helpdesk/message","delay_ms":3600000}"#)
    let client = try client(server)
    try client.send(request("/helpdesk/message", #"{"login":"a@b.cd","name":"A","message":"Help"}"#))
    try caller.awaitStrike()
    switch leaving {
    case .reset: client.reset()
    case .close: client.close()
    case .endOfSending:
      client.finishSending()
      let error = #expect(throws: RawClientError.self) { try client.response() }
      #expect(error?.isReset == true)
    }
    try caller.awaitNoPendingCall()
    let call = try #require(try caller.journal().first)
    #expect(call["status"]?.isNull == true)
    #expect(call["fault"]?.string == "f")
    #expect(try caller.control("GET", "/outbox").text == "[]")
    #expect(log.lines.isEmpty)
  }

  @Test(
    "a delay goes with any other kind",
    arguments: [
      (#"{"delay_ms":60,"status":503}"#, 503), (#"{"delay_ms":60,"status":503,"when":"after"}"#, 503),
      (#"{"delay_ms":60,"error":{"code":1,"message":"a"}}"#, 200),
    ])
  func delayed(_ fault: String, _ status: Int) throws {
    let caller = try TestServer.start().visitor()
    try caller.order(fault)
    let start = ContinuousClock.now
    #expect(try caller.post(Self.countries).status == status)
    #expect(ContinuousClock.now - start >= .milliseconds(60))
  }

  @Test("loses the answer of a purchase, which a client that tries again makes twice")
  func lostAnswer() throws {
    let vera = try Exchanger(euros: 0)
    let visitor = try vera.server.visitor()
    try visitor.order(#"{"path":"\#(Exchanger.buyPath)","reset":true,"when":"after","times":1}"#)
    let purchase = Exchanger.cardPurchase()
    let client = try client(vera.server)
    let session = vera.caller.fields["X-Openerp-Session-Id"] ?? ""
    let body = #"{"jsonrpc":"2.0","method":"call","id":1,"params":\#(purchase)}"#
    try client.send(
      "POST \(Exchanger.buyPath) HTTP/1.1\r\nHost: localhost\r\nX-Openerp-Session-Id: \(session)\r\n"
        + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    #expect(throws: RawClientError.self) { try client.response() }
    #expect(
      try vera.caller.call(Exchanger.buyPath, purchase).text
        == #"{"jsonrpc":"2.0","id":1,"result":{"status":"success"}}"#)
    #expect(try vera.balances.first == ["126334000"])
    let calls = try visitor.journal("?path=\(Exchanger.buyPath)")
    #expect(calls.map { $0["fault"]?.string } == ["f", nil])
    #expect(calls.allSatisfy { $0["user"]?.string == "vera@nebeus.example" })
    let twice = #"{"path":"\#(Exchanger.buyPath)","count":{"min":2,"max":2}}"#
    #expect(try visitor.control("POST", "/journal/verify", twice).status == 200)
  }

  @Test("after the call leaves nothing of its answer")
  func after() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    try caller.order(#"{"path":"/signin/1.0/json","status":500,"body":"lost","when":"after"}"#)
    let answer = try caller.post(
      "/signin/1.0/json", #"{"login":"igor@nebeus.example","password":"reference-password"}"#)
    #expect(answer.status == 500 && answer.text == "lost")
    #expect(answer.field("Set-Cookie") == nil)
    #expect(try server.rows("SELECT count(*) FROM http_session") == [["1"]])
  }

  @Test("before the call keeps it from being made", arguments: ["\"status\":500", "\"reset\":true"])
  func before(_ kind: String) throws {
    let server = try TestServer.start()
    try server.visitor().order(#"{"path":"/helpdesk/message",\#(kind)}"#)
    _ = try? server.visitor().post("/helpdesk/message", #"{"login":"a@b.cd","name":"A","message":"Help"}"#)
    #expect(try server.visitor().control("GET", "/faults/f").json["struck"]?.integer == 1)
    #expect(try server.visitor().control("GET", "/outbox").text == "[]")
  }

  /// Which of four calls are struck.
  struct Aim: Sendable, CustomTestStringConvertible {
    let target: String
    let struck: [Bool]
    var testDescription: String { target }
  }

  @Test(
    "is applied to the calls that it matches",
    arguments: [
      Aim(target: "", struck: [true, true, true, true]),
      Aim(target: #""path":"/helpdesk/message","#, struck: [true, false, false, false]),
      Aim(target: #""path":"/partner/{partner_id}/profile_image","#, struck: [false, true, false, false]),
      Aim(target: #""path":"/partner/3/profile_image","#, struck: [false, true, false, false]),
      Aim(target: #""path":"/partner/4/profile_image","#, struck: [false, false, false, false]),
      Aim(target: #""path":"/partner/*","#, struck: [false, true, false, false]),
      Aim(target: #""path":"/*","#, struck: [true, true, true, true]),
      Aim(target: #""path":"/nowhere*","#, struck: [false, false, true, false]),
      Aim(target: #""method":"GET","#, struck: [false, true, false, true]),
      Aim(target: #""params":{"a":{"b":1}},"#, struck: [true, false, true, false]),
      Aim(target: #""params":{"a":{"b":2}},"#, struck: [false, false, false, false]),
      Aim(target: #""params":{},"#, struck: [true, true, true, true]),
      Aim(target: #""after":1,"#, struck: [false, true, true, true]),
      Aim(target: #""times":2,"#, struck: [true, true, false, false]),
      Aim(target: #""after":1,"times":2,"#, struck: [false, true, true, false]),
      Aim(target: #""probability":0,"#, struck: [false, false, false, false]),
      Aim(target: #""probability":1.0,"#, struck: [true, true, true, true]),
    ])
  func aims(_ aim: Aim) throws {
    let caller = try TestServer.start().visitor()
    try caller.order(#"{\#(aim.target)"status":418}"#)
    let answers = [
      try caller.post("/helpdesk/message", #"{"a":{"b":1.0,"c":2}}"#), try caller.get("/partner/3/profile_image"),
      try caller.post("/nowhere", #"[{"params":{}},{"params":{"a":{"b":1}}}]"#),
      try caller.get("/web/reset_password?token=1"),
    ]
    #expect(answers.map { $0.status == 418 } == aim.struck)
    // The third is a batch of two calls.
    let struck = [0, 1, 2, 2, 3].map { aim.struck[$0] }
    #expect(try caller.journal().map { $0["fault"]?.string != nil } == struck)
  }

  @Test("is drawn from the database's randomness, so that a seed makes it repeatable")
  func probability() throws {
    func struck(seed: UInt64) throws -> [Bool] {
      let caller = try TestServer.start(seed: seed).visitor()
      try caller.order(#"{"probability":0.5,"status":503}"#)
      return try (0..<32).map { _ in try caller.post(Self.countries).status == 503 }
    }
    let first = try struck(seed: 7)
    #expect(try struck(seed: 7) == first)
    #expect(try struck(seed: 8) != first)
    #expect(Set(first).count == 2)
  }

  @Test("that was set first is applied first, and every fault counts the calls that it matches")
  func order() throws {
    let caller = try TestServer.start().visitor()
    try caller.order(#"{"status":500,"times":1}"#, id: "one")
    try caller.order(#"{"status":501,"after":1,"times":1}"#, id: "two")
    try caller.order(#"{"status":502,"path":"/other*"}"#, id: "three")
    #expect(try (0..<3).map { _ in try caller.post(Self.countries).status } == [500, 501, 200])
    let faults = try caller.control("GET", "/faults").json.array ?? []
    #expect(faults.map { $0["id"]?.string } == ["one", "two", "three"])
    #expect(faults.map { $0["matched"]?.integer } == [3, 3, 0])
    #expect(faults.map { $0["struck"]?.integer } == [1, 1, 0])
    // Ordered again, it counts from the start, in its old place.
    #expect(try caller.control("PUT", "/faults/one", #"{"status":504}"#).status == 200)
    #expect(try caller.post(Self.countries).status == 504)
    #expect(try caller.control("GET", "/faults").json[0]?["struck"]?.integer == 1)
  }

  @Test("is its database's own, and spares the control plane")
  func isolation() throws {
    let server = try TestServer.start()
    try server.visitor().order(#"{"status":503}"#)
    #expect(try server.visitor(["X-Odoo-Database": "lucy"]).post(Self.countries).status == 200)
    #expect(try server.visitor().get("/_mock/health").status == 200)
    #expect(try server.visitor().post(Self.countries).status == 503)
  }
}
