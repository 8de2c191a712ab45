import JSON
import ServerTestSupport
import TestSupport
import Testing

@Suite("POST …/journal/verify")
struct VerifyTests {
  private func caller() throws -> TestCaller {
    let caller = try TestServer.start().visitor()
    _ = try caller.post(
      "/helpdesk/message", #"{"id":1,"params":{"login":"a@b.cd","name":"A","message":"One","list":[1,{"x":1,"y":2}]}}"#)
    _ = try caller.post(
      "/helpdesk/message", #"{"id":2,"params":{"login":"a@b.cd","name":"B","message":"Two","n":1.0}}"#)
    _ = try caller.get("/partner/3/profile_image")
    return caller
  }

  @Test(
    "answers the calls that are as expected",
    arguments: [
      (#"{}"#, [1, 2, 3]), (#"{"path":"/helpdesk/message"}"#, [1, 2]), (#"{"method":"GET"}"#, [3]),
      (#"{"path":"/partner/{partner_id}/profile_image"}"#, [3]), (#"{"path":"/partner/3/profile_image"}"#, [3]),
      (#"{"params":{"name":"B"}}"#, [2]), (#"{"params":{"n":1}}"#, [2]), (#"{"params":{"n":10e-1}}"#, [2]),
      (#"{"params":{"list":[1,{"y":2}]}}"#, [1]), (#"{"params":{}}"#, [1, 2, 3]),
      (#"{"path":"/other","count":{"max":0}}"#, []),
      (#"{"path":"/helpdesk/message","count":{"min":2,"max":2}}"#, [1, 2]),
      (#"{"path":"/helpdesk/message","count":{"max":5}}"#, [1, 2]),
      (#"{"path":"/other","count":{"max":0},"within_seconds":300}"#, []),
    ])
  func fulfilled(_ expectation: String, _ ids: [Int]) throws {
    let answer = try caller().control("POST", "/journal/verify", expectation)
    #expect(answer.status == 200)
    #expect(answer.field("Content-Type") == "application/json")
    #expect(try answer.json.array?.compactMap { $0["id"]?.integer } == ids)
  }

  @Test(
    "says how many there were instead",
    arguments: [
      (#"{"path":"/other"}"#, 0, "At least 1 such call was expected, 0 found"),
      (#"{"path":"/helpdesk/message","count":{"max":1}}"#, 2, "At most 1 such call was expected, 2 found"),
      (#"{"path":"/helpdesk/message","count":{"min":3,"max":3}}"#, 2, "3 such calls were expected, 2 found"),
      (#"{"path":"/helpdesk/message","count":{"min":3,"max":4}}"#, 2, "3 to 4 such calls were expected, 2 found"),
      (#"{"params":{"n":"1"}}"#, 0, "At least 1 such call was expected, 0 found"),
      (#"{"params":{"list":[1]}}"#, 0, "At least 1 such call was expected, 0 found"),
      (#"{"params":{"list":[{"x":1},1]}}"#, 0, "At least 1 such call was expected, 0 found"),
      (
        #"{"path":"/helpdesk/message","count":{"max":1},"within_seconds":300}"#, 2,
        "At most 1 such call was expected, 2 found"
      ),
    ])
  func refused(_ expectation: String, _ found: Int, _ detail: String) throws {
    let answer = try caller().control("POST", "/journal/verify", expectation)
    #expect(answer.status == 409)
    #expect(answer.field("Content-Type") == "application/problem+json")
    #expect(try answer.json.members?.map(\.key) == ["type", "title", "status", "detail", "found", "nearest"])
    #expect(try answer.json["found"]?.integer == found)
    #expect(try answer.json["detail"]?.string == detail)
  }

  @Test("shows the nearest misses, and what differs")
  func nearest() throws {
    let answer = try caller().control(
      "POST", "/journal/verify",
      #"{"method":"POST","path":"/helpdesk/mesage","params":{"name":"B","n":2,"none":{"a":1}}}"#)
    let nearest = try #require(try answer.json["nearest"]?.array)
    #expect(nearest.compactMap { $0["call"]?["id"]?.integer } == [2, 1, 3])
    #expect(
      nearest[0][text: "differences"]
        == #"[{"at":"path","expected":"/helpdesk/mesage","actual":"/helpdesk/message"},"#
        + #"{"at":"params.n","expected":2,"actual":1.0},{"at":"params.none","expected":{"a":1},"absent":true}]"#)
    #expect(nearest[2]["differences"]?[0]?["at"]?.string == "method")
  }

  @Test(
    "ranks a similar text nearer than another value, and that nearer than none, in any order of calls",
    arguments: [
      (#"{"params":{"login":"lucy@demo.exmple"}}"#, [1, 2, 3]), (#"{"params":{"login":7}}"#, [3, 2, 1]),
      (#"{"method":"POST","params":{"login":"lucy@demo.exmple"}}"#, [1, 2, 3]),
      // Another call isn't nearer for having the same params.
      (#"{"path":"/logout/1.0/json","params":{"login":"lucy@demo.example"}}"#, [4, 1, 2]),
    ])
  func likeness(_ expectation: String, _ ids: [Int]) throws {
    let caller = try TestServer.start().visitor()
    for login in [#""lucy@demo.example""#, #""somebody-else@x.org""#, "5"] {
      _ = try caller.post("/signin/1.0/json", #"{"login":\#(login),"password":"p"}"#)
    }
    _ = try caller.post("/logout/1.0/json")
    let answer = try caller.control("POST", "/journal/verify", expectation)
    #expect(try answer.json["nearest"]?.array?.compactMap { $0["call"]?["id"]?.integer } == ids)
  }

  @Test("compares secrets as they were sent, and shows none")
  func secrets() throws {
    let caller = try TestServer.start().visitor()
    _ = try caller.post("/signin/1.0/json", #"{"login":"a@b.cd","password":"right one"}"#)
    let right = try caller.control("POST", "/journal/verify", #"{"params":{"password":"right one"}}"#)
    #expect(right.status == 200)
    let wrong = try caller.control("POST", "/journal/verify", #"{"params":{"password":"wrong one"}}"#)
    #expect(
      try wrong.json["nearest"]?[0]?[text: "differences"]
        == #"[{"at":"params.password","expected":"***","actual":"***"}]"#)
    // Nobody learns from the order which of two is nearer to a secret.
    _ = try caller.post("/signin/1.0/json", #"{"login":"a@b.cd","password":"another"}"#)
    let alike = try caller.control("POST", "/journal/verify", #"{"params":{"password":"right ones"}}"#)
    #expect(try alike.json["nearest"]?.array?.compactMap { $0["call"]?["id"]?.integer } == [2, 1])
    #expect(!right.text.contains("right one") && !wrong.text.contains("right one") && !wrong.text.contains("wrong one"))
  }

  @Test("knows no params of a body that can't be read")
  func unreadable() throws {
    let caller = try TestServer.start().visitor()
    _ = try caller.post("/nowhere", "{")
    for (params, place) in [("{}", "params"), (#"{"a":1}"#, "params.a")] {
      let answer = try caller.control("POST", "/journal/verify", #"{"params":\#(params)}"#)
      #expect(answer.status == 409)
      #expect(try answer.json["nearest"]?[0]?["differences"]?.array?.map { $0["at"]?.string } == [place])
    }
  }

  @Test("waits until it comes true, whichever connection makes it so")
  func waits() throws {
    let server = try TestServer.start { _, http in http.loops = 2 }
    let (waiting, calling) = (try server.waiter(), try server.visitor())
    try waiting.ask("POST", "/journal/verify", #"{"path":"/a","count":{"min":2},"within_seconds":300}"#)
    try server.awaitWaiters(1)
    _ = try calling.post("/a")
    _ = try calling.post("/b")
    #expect(server.waiting == 1)
    _ = try calling.post("/a")
    let answer = try waiting.response()
    #expect(answer.status == 200)
    #expect(try answer.json.array?.compactMap { $0["id"]?.integer } == [1, 3])
    #expect(server.waiting == 0)
  }

  @Test("waits no longer than it is to, nor where it can't come true any more")
  func endsWaiting() throws {
    let server = try TestServer.start()
    let start = ContinuousClock.now
    let late = try server.visitor().control("POST", "/journal/verify", #"{"path":"/a","within_seconds":0.06}"#)
    #expect(late.status == 409)
    #expect(ContinuousClock.now - start >= .milliseconds(60))
    #expect(server.waiting == 0)
    let waiting = try server.waiter()
    try waiting.ask(
      "POST", "/journal/verify", #"{"path":"/logout/1.0/json","count":{"min":2,"max":2},"within_seconds":300}"#)
    try server.awaitWaiters(1)
    _ = try server.visitor().post("/logout/1.0/json", "[{},{},{}]")
    let answer = try waiting.response()
    #expect(answer.status == 409)
    #expect(try answer.json["found"]?.integer == 3)
  }

  @Test(
    "refuses what can't be expected",
    arguments: [
      #"[]"#, #"{"a":1}"#, #"{"method":"call"}"#, #"{"method":1}"#, #"{"method":"OPTIONS"}"#, #"{"path":"a"}"#,
      #"{"path":"/a?b=1"}"#,
      #"{"path":"/_mock/health"}"#, #"{"path":"/a/{b}"}"#, #"{"params":[]}"#, #"{"count":1}"#, #"{"count":{"min":-1}}"#,
      #"{"count":{"min":2,"max":1}}"#, #"{"count":{"least":1}}"#, #"{"within_seconds":301}"#,
      #"{"within_seconds":"1"}"#,
      #"{"within_seconds":-1}"#, "{",
    ])
  func bad(_ expectation: String) throws {
    let answer = try TestServer.start().visitor().control("POST", "/journal/verify", expectation)
    #expect(answer.status == 400)
    #expect(answer.field("Content-Type") == "application/problem+json")
  }
}
