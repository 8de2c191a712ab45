import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("GET …/journal")
struct JournalTests {
  private static let keys = [
    "id", "at", "user", "method", "path", "params", "status", "response", "duration_us", "refusal", "fault",
    "query", "request_headers", "response_headers", "request_bytes", "response_bytes", "raw_body",
  ]

  @Test("has every call in order, with what was asked and what came back")
  func calls() throws {
    let server = try TestServer.start(clock: "2017-03-03T12:00:00Z")
    let caller = try server.signIn("igor@nebeus.example")
    let countries = try caller.post("/get_countries/1.0/json", #"{"id":7,"params":{"a":[1.50,{"b":null}]}}"#)
    let calls = try server.visitor().journal()
    #expect(calls.count == 2)
    #expect(calls.allSatisfy { $0.members?.map(\.key) == Self.keys })
    let call = try #require(calls.last)
    #expect(call[text: "id"] == "2")
    #expect(call["at"]?.string == "2017-03-03T12:00:00Z")
    #expect(call["user"]?.string == "igor@nebeus.example")
    #expect(call["method"]?.string == "POST")
    #expect(call["path"]?.string == "/get_countries/1.0/json")
    #expect(call[text: "params"] == #"{"a":[1.50,{"b":null}]}"#)
    #expect(call[text: "status"] == "200")
    #expect(call[text: "response"] == countries.text)
    #expect(try #require(call["duration_us"]?.integer) >= 0)
    #expect(call["refusal"]?.isNull == true && call["fault"]?.isNull == true)
    // Nobody is signed in yet while signing in.
    #expect(calls[0]["user"]?.isNull == true)
  }

  @Test("has query, header fields and sizes, secrets masked")
  func surroundings() throws {
    let server = try TestServer.start()
    let caller = try server.visitor([
      "X-Trace": "7", "Cookie": "session_id=abc; theme=dark", "Authorization": "Bearer x",
    ])
    let body = #"{"login":"igor@nebeus.example","password":"reference-password"}"#
    let answer = try caller.post("/signin/1.0/json?session_id=abc&from=a%20b", body)
    let call = try #require(try server.visitor().journal().first)
    #expect(call["path"]?.string == "/signin/1.0/json")
    #expect(call["query"]?.string == "session_id=***&from=a%20b")
    let headers = try #require(call["request_headers"])
    #expect(headers["X-Trace"]?.string == "7" && headers["Host"]?.string == "localhost")
    #expect(headers["Cookie"]?.string == "session_id=***; theme=***")
    #expect(headers["Authorization"]?.string == "***")
    #expect(headers["Content-Type"]?.string == "application/json")
    #expect(
      call[text: "response_headers"]
        == #"{"Content-Type":"application/json","Set-Cookie":"session_id=***; Path=/; HttpOnly; SameSite=Lax"}"#)
    #expect(call["request_bytes"]?.integer == body.utf8.count)
    #expect(call["response_bytes"]?.integer == answer.body.count)
    #expect(call["raw_body"]?.isNull == true)
  }

  @Test(
    "has the body of what isn't a call, without secrets",
    arguments: [
      (#"{"user_name":"a","password":"p\"q","#, #"{"user_name":"a","password":"***","#),
      ("<a><card_code>987</card_code></a>", "<a><card_code>***</card_code></a>"),
      ("{'session_id' : 'x' , n: 1", "{'session_id' : '***' , n: 1"),
      ("[1,\npassword = a b, c", "[1,\npassword = ***, c"), ("{password: , c: 1", "{password: , c: 1"),
      ("{no card: 5105 1051 0510 5100", "***"), ("{password", "{password"), ("{password:", "{password:"),
    ])
  func rawBody(_ sent: String, _ shown: String) throws {
    let caller = try TestServer.start().visitor()
    _ = try caller.post("/helpdesk/message", sent)
    _ = try caller.post("/signin/1.0/json", sent)
    let calls = try caller.journal()
    #expect(calls.map { $0["raw_body"]?.string } == [shown, "***"])
    #expect(calls.allSatisfy { $0["params"]?.isNull == true })
  }

  @Test("has a call that a fault delays from its arrival, and completes it")
  func pending() throws {
    let server = try TestServer.start(clock: "2017-03-03T12:00:00Z")
    let caller = try server.signIn("igor@nebeus.example")
    try server.visitor().order(#"{"path":"/get_countries/1.0/json","delay_ms":3600000}"#)
    let client = try RawClient(port: server.port)
    let session = caller.fields["X-Openerp-Session-Id"] ?? ""
    let batch = #"[{"params":{"n":1}},{"params":{"n":2}}]"#
    try client.send(
      "POST /get_countries/1.0/json HTTP/1.1\r\nHost: localhost\r\nX-Openerp-Session-Id: \(session)\r\n"
        + "Content-Length: \(batch.utf8.count)\r\n\r\n\(batch)")
    let seen = try server.visitor().control(
      "POST", "/journal/verify", #"{"path":"/get_countries/1.0/json","count":{"min":2},"within_seconds":10}"#)
    #expect(try seen.json.array?.map { $0["id"]?.integer } == [2, 3])
    #expect(try seen.json.array?.map { $0["params"]?["n"]?.integer } == [1, 2])
    #expect(try seen.json.array?.allSatisfy { $0["pending"]?.bool == true && $0["status"]?.isNull == true } == true)
    #expect(try seen.json.array?.allSatisfy { $0["fault"]?.string == "f" } == true)
    client.close()
    try server.visitor().awaitNoPendingCall()
    #expect(try server.visitor().journal().map { $0["id"]?.integer } == [1, 2, 3])
  }

  @Test(
    "has every call of a batch to which a fault is applied, and the caller",
    arguments: [#""status":503"#, #""reset":true"#])
  func struckBatch(_ kind: String) throws {
    let server = try TestServer.start()
    let caller = try server.signIn("igor@nebeus.example")
    try server.visitor().order(#"{"path":"/get_countries/1.0/json",\#(kind)}"#)
    _ = try? caller.post("/get_countries/1.0/json", #"[{"params":{"n":1}},{"params":{"n":2}}]"#)
    let calls = try server.visitor().journal("?path=/get_countries/1.0/json")
    #expect(calls.map { $0[text: "params"] } == [#"{"n":1}"#, #"{"n":2}"#])
    #expect(calls.map { $0["user"]?.string } == ["igor@nebeus.example", "igor@nebeus.example"])
  }

  @Test("has an entry for each call of a batch, with ids that follow each other")
  func batch() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    let answer = try caller.post(
      "/get_countries/1.0/json", #"[{"id":1,"params":{"n":1}},7,{"id":2,"params":{"n":2}}]"#)
    _ = try caller.post("/get_countries/1.0/json", " \t\r\n" + #"[{"id":3,"params":{}}]"#)
    let calls = try caller.journal()
    #expect(calls.compactMap { $0["id"]?.integer } == [1, 2, 3, 4])
    #expect(calls.map { $0[text: "params"] } == [#"{"n":1}"#, "null", #"{"n":2}"#, "{}"])
    #expect(calls[0][text: "response"] == (try answer.json[0]?.rawText))
    #expect(calls[2][text: "response"] == (try answer.json[2]?.rawText))
    #expect(calls[3]["response"]?["id"]?.integer == 3)
    #expect(calls[1]["refusal"]?.string == "Invalid Request")
    #expect(try caller.journal("?after=1&limit=1").compactMap { $0["id"]?.integer } == [4])
    #expect(try caller.journal("?after=2").compactMap { $0["id"]?.integer } == [3, 4])
    _ = try caller.post("/get_countries/1.0/json", #"[{"id":4,"params":{}},{"id":5,"params":{}}]"#)
    #expect(try caller.journal("?after=4").map { $0["response"]?["id"]?.integer } == [4, 5])
  }

  @Test("says why a call was refused, whatever the form of the refusal")
  func refusals() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    _ = try caller.post("/partner/dashboard")
    _ = try caller.post("/helpdesk/message", #"{"name":"a"}"#)
    _ = try caller.post("/signup/1.0/json", #"{"login":"new@a.bc"}"#)
    _ = try caller.post("/nowhere", #"{"a":1}"#)
    _ = try caller.get("/signin/1.0/json")
    _ = try caller.get("/partner/999/profile_image")
    _ = try caller.get("/web/reset_password?token=none")
    _ = try caller.post("/logout/1.0/json", "<a/>", type: "application/xml")
    let calls = try caller.journal()
    #expect(calls.map { $0["status"]?.integer } == [200, 200, 200, 404, 405, 404, 404, 415])
    #expect(calls.allSatisfy { $0["refusal"]?.string?.isEmpty == false })
    #expect(calls[0]["refusal"]?.string == "Session expired")
    #expect(calls[3]["path"]?.string == "/nowhere" && calls[3][text: "params"] == #"{"a":1}"#)
    #expect(calls[3]["refusal"]?.string?.hasPrefix("There is nothing at /nowhere") == true)
    #expect(calls[4]["method"]?.string == "GET")
    #expect(calls[6]["response"]?.isNull == true)
    #expect(calls[7]["params"]?.isNull == true && calls[7]["raw_body"]?.string == "<a/>")
  }

  @Test("has pictures and pages without what they look like, and the status that was sent")
  func images() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    let image = try caller.get("/assets/svg/i_country-es.svg")
    caller.fields["If-None-Match"] = image.field("ETag")
    _ = try caller.get("/assets/svg/i_country-es.svg")
    caller.fields["If-None-Match"] = nil
    let calls = try caller.journal("?path=/assets/svg/i_country-%7Bcountry_code%7D.svg")
    #expect(calls.map { $0["status"]?.integer } == [200, 304])
    #expect(calls.allSatisfy { $0["response"]?.isNull == true && $0["path"]?.string == "/assets/svg/i_country-es.svg" })
  }

  @Test("can be filtered by path, status, id and number")
  func filters() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    for path in ["/a", "/get_countries/1.0/json", "/b", "/get_countries/1.0/json/"] { _ = try caller.post(path) }
    func ids(_ query: String) throws -> [Int] { try caller.journal(query).compactMap { $0["id"]?.integer } }
    #expect(try ids("") == [1, 2, 3, 4])
    #expect(try ids("?path=/get_countries/1.0/json") == [2, 4])
    #expect(try ids("?status=404") == [1, 3])
    #expect(try ids("?status=404&path=/a") == [1])
    #expect(try ids("?after=2") == [3, 4])
    #expect(try ids("?limit=2") == [3, 4])
    #expect(try ids("?limit=1000") == [1, 2, 3, 4])
    #expect(try ids("?limit=1&status=404") == [3])
    #expect(try ids("?after=9") == [])
  }

  @Test(
    "refuses an invalid filter",
    arguments: [
      "?status=ok", "?status=99", "?status=600", "?after=-1", "?after=x", "?limit=0", "?limit=1001", "?limit=", "?a=1",
      "?limit=1&limit=2", "?status=%2B200",
    ])
  func badFilter(_ query: String) throws {
    let answer = try TestServer.start().visitor().control("GET", "/journal" + query)
    #expect(answer.status == 400)
    #expect(answer.field("Content-Type") == "application/problem+json")
  }

  @Test("can be waited on until there is a call that fits")
  func waits() throws {
    let server = try TestServer.start()
    let waiting = try server.waiter()
    try waiting.ask("GET", "/journal?path=/get_*&wait=300")
    try server.awaitWaiters(1)
    _ = try server.visitor().post("/logout/1.0/json")
    #expect(server.waiting == 1)
    _ = try server.visitor().post("/get_countries/1.0/json")
    #expect(try waiting.response().json.array?.map { $0["id"]?.integer } == [2])
    #expect(try server.visitor().control("GET", "/journal?path=/a&wait=0.05").text == "[]")
  }

  @Test("is emptied by DELETE, and goes on counting")
  func clear() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    _ = try caller.post("/get_countries/1.0/json")
    #expect(try caller.control("DELETE", "/journal").status == 204)
    #expect(try caller.journal().isEmpty)
    _ = try caller.post("/get_countries/1.0/json")
    #expect(try caller.journal().map { $0["id"]?.integer } == [2])
  }

  @Test("keeps the last thousand calls, whatever they came in")
  func bound() throws {
    let server = try TestServer.start()
    let caller = try server.visitor()
    let batch = "[" + Array(repeating: "{}", count: 99).joined(separator: ",") + "]"
    for _ in 0..<11 { _ = try caller.post("/logout/1.0/json", batch) }
    let calls = try caller.journal()
    #expect(calls.count == 1_000)
    #expect(calls.first?["id"]?.integer == 90)
    #expect(calls.last?["id"]?.integer == 1_089)
  }

  @Test("is its database's own, and has no control calls")
  func isolation() throws {
    let server = try TestServer.start()
    _ = try server.visitor(["X-Odoo-Database": "lucy"]).post("/get_countries/1.0/json")
    _ = try server.visitor().get("/_mock/health")
    #expect(try server.visitor().journal().isEmpty)
    let answer = try server.visitor().get("/_mock/databases/lucy/journal")
    #expect(try answer.json.count == 1)
    #expect(try server.visitor().get("/_mock/databases/none/journal").status == 404)
  }
}
