import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("What POST …/journal/verify can be asked")
struct VerifyPatternTests {
  private func caller() throws -> TestCaller {
    let server = try TestServer.start()
    let caller = try server.signIn("igor@nebeus.example")
    caller.fields["X-Trace"] = "7"
    _ = try caller.post("/get_countries/1.0/json?page=2&tag=a%20b", #"{"name":"S"}"#)
    caller.fields["X-Trace"] = nil
    _ = try caller.post("/nowhere", #"{"name":"T","deep":{"x":1}}"#)
    return try server.visitor()
  }

  /// An expectation, and the ids of the calls that meet it: 1 is the sign-in, 2 and 3 follow.
  struct Case: Sendable, CustomTestStringConvertible {
    let expectation: String
    let ids: [Int]
    var testDescription: String { expectation }

    init(_ expectation: String, _ ids: [Int]) {
      self.expectation = expectation
      self.ids = ids
    }
  }

  @Test(
    "matches header fields, query, status, caller and what is absent",
    arguments: [
      Case(#"{"headers":{"x-trace":"7"}}"#, [2]), Case(#"{"headers":{"X-Trace":null}}"#, [1, 3]),
      Case(#"{"headers":{"X-Trace":"8"}}"#, []), Case(#"{"query":{"tag":"a b"}}"#, [2]),
      Case(#"{"query":{"page":"2","size":null}}"#, [2]), Case(#"{"query":{"page":null}}"#, [1, 3]),
      Case(#"{"status":404}"#, [3]), Case(#"{"status":200}"#, [1, 2]), Case(#"{"status":null}"#, []),
      Case(#"{"user":"igor@nebeus.example"}"#, [2]), Case(#"{"user":null}"#, [1, 3]),
      Case(#"{"params":{"deep":{"absent":true}}}"#, [1, 2]),
      Case(#"{"params":{"name":"T","deep":{"y":{"absent":true}}}}"#, [3]),
      Case(#"{"params":{"deep":{"x":{"absent":true}}}}"#, []), Case(#"{"path":"/get_*"}"#, [2]),
      Case(#"{"path":"/*"}"#, [1, 2, 3]), Case(#"{"path":"/nowhere","count":null}"#, [3]),
      Case(#"{"patterns":[{"path":"/nowhere"},{"path":"/signin/1.0/json"}]}"#, [3, 1]),
      Case(#"{"patterns":[{"path":"/signin/1.0/json"},{"path":"/nowhere"}],"in_order":true}"#, [1, 3]),
      Case(#"{"patterns":[{"path":"/nowhere"},{"path":"/signin/1.0/json"}],"in_order":true}"#, []),
      Case(#"{"patterns":[{"path":"/nowhere"},{"path":"/nowhere"}]}"#, []),
      Case(#"{"patterns":[{"path":"/signin/1.0/json"},{"user":null}]}"#, [1, 3]),
      // The first pattern gives way to the second, which only one call fits.
      Case(#"{"patterns":[{},{"status":404},{"user":null},{}]}"#, []),
      Case(#"{"patterns":[{},{"user":null},{"status":404}]}"#, [2, 1, 3]),
    ])
  func matches(_ one: Case) throws {
    let answer = try caller().control("POST", "/journal/verify", one.expectation)
    #expect(answer.status == (one.ids.isEmpty ? 409 : 200), "\(answer.text)")
    guard answer.status == 200 else { return }
    #expect(try answer.json.array?.compactMap { $0["id"]?.integer } == one.ids)
  }

  @Test("shows where header fields, query, status and caller differ, but no secrets")
  func differences() throws {
    let expectation =
      #"{"headers":{"X-Trace":"8","X-Openerp-Session-Id":"secret-1"},"query":{"page":"3","tag":null,"token":"secret-2"},"#
      + #""status":404,"user":null,"params":{"name":{"absent":true}}}"#
    let answer = try caller().control("POST", "/journal/verify", expectation)
    let miss = try answer.json["nearest"]?.array?.first { $0["call"]?["id"]?.integer == 2 }
    let differences = Dictionary(
      (miss?["differences"]?.array ?? []).map { ($0["at"]?.string ?? "", $0.rawText) }, uniquingKeysWith: { $1 })
    #expect(
      differences == [
        "status": #"{"at":"status","expected":404,"actual":200}"#,
        "user": #"{"at":"user","expected":null,"actual":"igor@nebeus.example"}"#,
        "headers.X-Trace": #"{"at":"headers.X-Trace","expected":"8","actual":"7"}"#,
        "headers.X-Openerp-Session-Id": #"{"at":"headers.X-Openerp-Session-Id","expected":"***","actual":"***"}"#,
        "query.page": #"{"at":"query.page","expected":"3","actual":"2"}"#,
        "query.tag": #"{"at":"query.tag","expected":null,"actual":"a b"}"#,
        "query.token": #"{"at":"query.token","expected":"***","absent":true}"#,
        "params.name": #"{"at":"params.name","expected":null,"actual":"S"}"#,
      ])
  }

  @Test("says which pattern no call is like")
  func missing() throws {
    let answer = try caller().control(
      "POST", "/journal/verify", #"{"patterns":[{"path":"/nowhere"},{"path":"/logout/1.0/json"}],"in_order":true}"#)
    #expect(try answer.json["detail"]?.string == "no call for patterns[1] after those for the patterns before it")
    #expect(try answer.json["nearest"]?[0]?["differences"]?[0]?["at"]?.string == "path")
  }

  @Test(
    "says so of the first such pattern, in their order where that counts",
    arguments: [
      (#"{"patterns":[{"path":"/nowhere"},{"path":"/signin/1.0/json"},{"path":"/logout/1.0/json"}]}"#, "patterns[2]"),
      (#"{"patterns":[{"path":"/logout/1.0/json"},{"path":"/nowhere"}]}"#, "patterns[0]"),
      (#"{"patterns":[{"path":"/logout/1.0/json"},{"path":"/nowhere"}],"in_order":true}"#, "patterns[0]"),
      (
        #"{"patterns":[{"path":"/nowhere"},{"path":"/signin/1.0/json"}],"in_order":true}"#,
        "patterns[1] after those for the patterns before it"
      ),
    ])
  func missing(_ expectation: String, _ place: String) throws {
    let answer = try caller().control("POST", "/journal/verify", expectation)
    #expect(try answer.json["detail"]?.string == "no call for \(place)")
  }

  @Test("counts calls that are dropped while it waits")
  func droppedMeanwhile() throws {
    let server = try TestServer.start { settings, _ in settings.journalLimit = 3 }
    let waiting = try server.waiter()
    try waiting.ask(
      "POST", "/journal/verify", #"{"path":"/nowhere","count":{"min":3,"max":3},"within_seconds":300}"#)
    try server.awaitWaiters(1)
    _ = try server.visitor().post("/nowhere", "[{},{},{},{},{},{},{},{}]")
    let answer = try waiting.response()
    #expect(answer.status == 409)
    #expect(try answer.json["dropped"]?.integer == 5)
  }

  @Test(
    "refuses what can't be expected, and names the member",
    arguments: [
      (#"{"headers":{"X-Trace":7}}"#, "headers.X-Trace: should be a string or null, not 7"),
      (#"{"query":[]}"#, "query: should be an object, not []"),
      (#"{"status":99}"#, "status: should be a whole number from 100 to 599, not 99"),
      (#"{"user":7}"#, "user: should be a string, not 7"),
      (#"{"patterns":[]}"#, "patterns: should have one at least"),
      (#"{"patterns":[{"pth":"/a"}]}"#, "patterns[0].pth: unknown member; did you mean path?"),
      (#"{"patterns":[{"path":"a"}]}"#, #"patterns[0].path: should begin with /, not "a""#),
      (#"{"path":"/a#b"}"#, #"path: should have no query, not "/a#b""#),
      (#"{"pt":"/a"}"#, "pt: unknown member; did you mean path?"),
      (#"{"p":"/a"}"#, "p: unknown member; this call takes "),
      (#"{"patterns":[{}],"path":"/a"}"#, "path: can't be combined with patterns"),
      (#"{"patterns":[{}],"count":{"min":1}}"#, "count: can't be combined with patterns"),
      (
        #"{"patterns":[\#(Array(repeating: "{}", count: 101).joined(separator: ","))]}"#,
        "patterns: should be a list of at most 100 patterns"
      ),
      (#"{"in_order":true}"#, "in_order: allowed with patterns only"),
    ])
  func refused(_ expectation: String, _ detail: String) throws {
    let answer = try TestServer.start().visitor().control("POST", "/journal/verify", expectation)
    #expect(answer.status == 400)
    #expect(try answer.json["detail"]?.string?.hasPrefix(detail) == true, "\(answer.text)")
  }

  @Test("takes up to 100 patterns")
  func mostPatterns() throws {
    let patterns = Array(repeating: "{}", count: 100).joined(separator: ",")
    #expect(try caller().control("POST", "/journal/verify", #"{"patterns":[\#(patterns)]}"#).status == 409)
  }

  @Test(
    "takes a repeated header field for a list, and for each of its values",
    arguments: [("a", true), ("b", true), ("a, b", true), ("b, a", false), ("a,b", false), ("a, ", false)])
  func repeated(_ value: String, _ matches: Bool) throws {
    let server = try TestServer.start()
    let client = try RawClient(port: server.port)
    try client.send(
      "POST /nowhere HTTP/1.1\r\nHost: localhost\r\nX-Tag: a\r\nX-Tag: b\r\nContent-Length: 0\r\n\r\n")
    _ = try client.response()
    let answer = try server.visitor().control("POST", "/journal/verify", #"{"headers":{"X-Tag":"\#(value)"}}"#)
    #expect(answer.status == (matches ? 200 : 409))
  }

  @Test("never confirms what dropped calls may belie, and confirms what they can't")
  func dropped() throws {
    let server = try TestServer.start { settings, _ in settings.journalLimit = 5 }
    let caller = try server.visitor()
    _ = try caller.post("/buy_currency/1.0/json")
    for _ in 0..<5 { _ = try caller.post("/logout/1.0/json") }
    func verify(_ expectation: String) throws -> RawResponse {
      try caller.control("POST", "/journal/verify", expectation)
    }
    let forbidden = try verify(#"{"path":"/buy_currency/1.0/json","count":{"max":0}}"#)
    #expect(forbidden.status == 409)
    #expect(try forbidden.json["dropped"]?.integer == 1)
    #expect(try forbidden.json["detail"]?.string?.contains("can't be known") == true)
    // Nothing else was dropped, so that all else is known.
    #expect(try verify(#"{"path":"/sell_currency/1.0/json","count":{"max":0}}"#).status == 200)
    #expect(try verify(#"{"path":"/logout/1.0/json","count":{"min":5,"max":5}}"#).status == 200)
    #expect(try verify(#"{"path":"/nowhere","count":{"max":0}}"#).status == 200)
    #expect(try verify(#"{"path":"/buy*","count":{"max":0}}"#).status == 409)
    #expect(try verify(#"{"path":"/sell*","count":{"max":0}}"#).status == 200)
    #expect(try verify(#"{"count":{"min":6,"max":6}}"#).json["dropped"]?.integer == 1)
    _ = try caller.post("/logout/1.0/json")
    let exactly = try verify(#"{"path":"/logout/1.0/json","count":{"min":5,"max":5}}"#)
    #expect(exactly.status == 409)
    #expect(try exactly.json["dropped"]?.integer == 1)
    #expect(try verify(#"{"path":"/logout/1.0/json","count":{"min":5}}"#).status == 200)
    // Whatever was dropped, there are more than these, and fewer than those.
    for count in [#"{"max":4}"#, #"{"min":7}"#] {
      let answer = try verify(#"{"path":"/logout/1.0/json","count":\#(count)}"#)
      #expect(answer.status == 409)
      #expect(try answer.json["dropped"] == nil)
    }
    #expect(try caller.control("DELETE", "/journal").status == 204)
    #expect(try verify(#"{"path":"/buy_currency/1.0/json","count":{"max":0}}"#).status == 200)
    #expect(try caller.control("GET", "/journal?limit=6").status == 400)
  }

  @Test("waits for a pending call to be answered where its answer counts")
  func pending() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    try caller.order(#"{"path":"/get_countries/1.0/json","delay_ms":150}"#)
    let calling = try RawClient(port: server.port)
    try calling.send("POST /get_countries/1.0/json HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
    let start = ContinuousClock.now
    let answer = try caller.control(
      "POST", "/journal/verify", #"{"path":"/get_countries/1.0/json","status":200,"within_seconds":10}"#)
    #expect(answer.status == 200)
    #expect(try answer.json[0]?["pending"] == nil && answer.json[0]?["status"]?.integer == 200)
    #expect(ContinuousClock.now - start < .seconds(9))
    _ = try calling.response()
    // Whose it is, is not known before either.
    try caller.order(#"{"path":"/logout/1.0/json","delay_ms":3600000}"#, id: "g")
    try calling.send("POST /logout/1.0/json HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
    try caller.awaitStrike(of: "g")
    let unknown = try caller.control("POST", "/journal/verify", #"{"path":"/logout/1.0/json","user":null}"#)
    #expect(unknown.status == 409)
  }

  @Test("sees a pending call answered also where a later one is still pending")
  func pendingCalls() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    try caller.order(#"{"path":"/get_countries/1.0/json","delay_ms":1000}"#, id: "first")
    try caller.order(#"{"path":"/logout/1.0/json","delay_ms":3600000}"#, id: "second")
    let clients = try [RawClient(port: server.port), RawClient(port: server.port)]
    for (client, (path, fault)) in zip(clients, [("/get_countries", "first"), ("/logout", "second")]) {
      try client.send("POST \(path)/1.0/json HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
      try caller.awaitStrike(of: fault)
    }
    let waiting = try server.waiter()
    try waiting.ask(
      "POST", "/journal/verify", #"{"path":"/get_countries/1.0/json","status":200,"within_seconds":300}"#)
    #expect(try waiting.response().status == 200)
  }
}
