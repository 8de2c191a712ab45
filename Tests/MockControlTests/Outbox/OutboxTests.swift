import JSON
import ServerTestSupport
import TestSupport
import Testing

@testable import Store

@Suite("GET …/outbox")
struct OutboxTests {
  private static let keys = ["id", "kind", "to", "subject", "body", "code", "code_id", "link", "sent_at"]
  private static let reset = #"{"login":"igor@nebeus.example"}"#

  private func ask(_ caller: TestCaller, _ query: String = "") throws -> [JSONValue] {
    try caller.control("GET", "/outbox" + query).json.array ?? []
  }

  @Test("has what was sent, newest first, of every kind")
  func lists() throws {
    // What is left for a purchase of 100 EUR, too, which asks for a code.
    let tom = try Transferrer("UPDATE account_account SET opening_balance = 100000000000 WHERE id IN (4074, 4067)")
    _ = try tom.caller.call(Transferrer.path, Transferrer.transfer())
    _ = try tom.caller.call("/helpdesk/message", #"{"login":"a@b.cd","name":"A","message":"Help"}"#)
    _ = try tom.caller.call("/reset_password/1.0/json", #"{"login":"tom@nebeus.example"}"#)
    let vera = try tom.server.signIn("vera@nebeus.example")
    let codeID = try #require(try vera.result(Exchanger.buyPath, Exchanger.purchase())?["code_id"]?.integer)
    let mails = try ask(vera)
    #expect(mails.allSatisfy { $0.members?.map(\.key) == Self.keys })
    let ids = mails.compactMap { $0["id"]?.integer }
    #expect(ids == ids.sorted(by: >) && ids.count == mails.count)
    #expect(mails.map { $0["kind"]?.string } == ["pin", "reset_password", "helpdesk", "transfer"])
    #expect(mails.first?["code_id"]?.integer == codeID)
    #expect(mails.first?["code"]?.string?.count == 6)
    let link = try #require(mails.first { $0["kind"]?.string == "reset_password" })
    #expect(link["link"]?.string?.contains("/web/reset_password?") == true)
    #expect(link["code"]?.isNull == true && link["code_id"]?.isNull == true)
    #expect(link["sent_at"]?.string?.hasSuffix("Z") == true)
  }

  @Test("can be asked by recipient, in any case, and by kind; is emptied by DELETE")
  func filters() throws {
    let caller = try TestServer.start().visitor()
    _ = try caller.post("/reset_password/1.0/json", Self.reset)
    _ = try caller.post("/helpdesk/message", #"{"login":"a@b.cd","name":"A","message":"Help"}"#)
    #expect(try ask(caller).count == 2)
    #expect(try ask(caller, "?kind=helpdesk").map { $0["kind"]?.string } == ["helpdesk"])
    #expect(try ask(caller, "?to=IGOR@nebeus.example").map { $0["kind"]?.string } == ["reset_password"])
    #expect(try ask(caller, "?to=igor@nebeus.example&kind=pin").isEmpty)
    #expect(try caller.control("DELETE", "/outbox").status == 204)
    #expect(try ask(caller).isEmpty)
  }

  @Test("gives a PIN in one call, by its recipient and kind, which confirms the deal")
  func pin() throws {
    let vera = try Exchanger()
    let id = try #require(try vera.caller.result(Exchanger.buyPath, Exchanger.purchase())?["code_id"]?.integer)
    let mails = try ask(vera.server.visitor(), "?to=vera@nebeus.example&kind=pin&wait=300")
    let code = try #require(mails.first?["code"]?.string)
    #expect(mails.count == 1 && mails[0]["code_id"]?.integer == id)
    let confirmation = Exchanger.purchase(["code_id": "\(id)", "code": code])
    #expect(
      try vera.caller.call(Exchanger.buyPath, confirmation).text
        == #"{"jsonrpc":"2.0","id":1,"result":{"status":"success"}}"#)
  }

  @Test(
    "refuses an invalid filter", arguments: ["?kind=mail", "?wait=-1", "?wait=x", "?wait=301", "?wait=", "?from=a"])
  func badFilter(_ query: String) throws {
    let answer = try TestServer.start().visitor().control("GET", "/outbox" + query)
    #expect(answer.status == 400)
    #expect(answer.field("Content-Type") == "application/problem+json")
  }

  @Test("can be waited on: whichever connection sends it, the answer comes then")
  func waits() throws {
    let server = try TestServer.start { _, http in http.loops = 2 }
    let caller = try server.visitor()
    let waiting = try server.waiter()
    try waiting.ask("GET", "/outbox?kind=reset_password&wait=300")
    try server.awaitWaiters(1)
    _ = try caller.post("/helpdesk/message", #"{"login":"a@b.cd","name":"A","message":"Help"}"#)
    #expect(server.waiting == 1)
    _ = try caller.post("/reset_password/1.0/json", Self.reset)
    #expect(try waiting.response().json[0]?["to"]?.string == "igor@nebeus.example")
    #expect(server.waiting == 0)
    // What is there already is not waited for.
    #expect(try ask(caller, "?kind=helpdesk&wait=300").count == 1)
  }

  @Test("is empty after its wait, never earlier")
  func waitsInVain() throws {
    let server = try TestServer.start()
    let start = ContinuousClock.now
    let answer = try server.visitor().control("GET", "/outbox?wait=0.06")
    #expect(answer.status == 200 && answer.text == "[]")
    #expect(ContinuousClock.now - start >= .milliseconds(60))
    #expect(server.waiting == 0)
  }

  @Test("serves a thousand who wait, at the moment that it comes true")
  func thousand() throws {
    let server = try TestServer.start { _, http in http.loops = 2 }
    let waiting = try (0..<1_000).map { _ in try server.waiter() }
    for waiter in waiting { try waiter.ask("GET", "/outbox?wait=300") }
    try server.awaitWaiters(1_000)
    let caller = try server.visitor()
    #expect(try caller.post("/get_countries/1.0/json").status == 200)
    _ = try caller.post("/reset_password/1.0/json", Self.reset)
    for waiter in waiting { #expect(try waiter.response().json.count == 1) }
    #expect(server.waiting == 0)
  }

  @Test("can't be waited on any longer once the database is reset, replaced or deleted")
  func ends() throws {
    let server = try TestServer.start()
    let waiting = [try server.waiter(), try server.waiter()]
    try waiting[0].ask("GET", "/outbox?wait=300")
    try waiting[1].ask("POST", "/journal/verify", #"{"path":"/a","within_seconds":300}"#)
    try server.awaitWaiters(2)
    server.database?.close()
    for waiter in waiting {
      let answer = try waiter.response()
      #expect(answer.status == 409)
      #expect(answer.field("Content-Type") == "application/problem+json")
      #expect(try answer.json["detail"]?.string?.contains("was reset, replaced or deleted") == true)
    }
  }

  @Test("stops waiting for a client that has left, and logs nothing")
  func leaves() throws {
    let log = LogLines()
    let server = try TestServer.start { settings, _ in settings.logger = log.logger }
    let waiting = try server.waiter()
    try waiting.ask("GET", "/outbox?wait=300")
    try server.awaitWaiters(1)
    waiting.leave()
    try server.awaitWaiters(0)
    // Answered by the same loop behind whatever came of that.
    #expect(try server.visitor().get("/_mock/health").status == 200)
    #expect(log.lines.isEmpty)
  }

  @Test(
    "is answered at once, as if its time were over, to a client that ends its sending side",
    arguments: [("GET", "/outbox?wait=300", "", 200), ("POST", "/journal/verify", #"{"within_seconds":300}"#, 409)])
  func halfClosed(_ method: String, _ path: String, _ body: String, _ status: Int) throws {
    let log = LogLines()
    let server = try TestServer.start { settings, _ in settings.logger = log.logger }
    let waiting = try server.waiter()
    try waiting.ask(method, path, body)
    try server.awaitWaiters(1)
    waiting.finishSending()
    let answer = try waiting.response()
    #expect(answer.status == status)
    if status == 200 { #expect(answer.text == "[]") } else { #expect(try answer.json["found"]?.integer == 0) }
    #expect(server.waiting == 0)
    #expect(log.lines.isEmpty)
  }
}
