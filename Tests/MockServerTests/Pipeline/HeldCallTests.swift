import Instrumentation
import JSON
import ServerTestSupport
import TestSupport
import Testing

@testable import MockServer

/// Calls that a fault holds up, or that wait for something: what is recorded of them, and who is told.
@Suite("A call that is answered later")
struct HeldCallTests {
  private static let countries = "/get_countries/1.0/json"
  private static let poll = "/longpolling/poll"
  private static let tickets = "/helpdesk/message"
  private static let ticket = #"{"login":"a@b.example","name":"N","message":"M"}"#

  private func send(_ path: String, to server: TestServer, _ fields: String = "", body: String = "{}") throws
    -> RawClient
  {
    let client = try RawClient(port: server.port)
    client.owner = server
    try client.send(
      "POST \(path) HTTP/1.1\r\nHost: localhost\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    return client
  }

  /// What the journal tells somebody who waits for its next call.
  private func awaitNext(_ server: TestServer, _ call: () throws -> RawClient) throws -> JSONValue? {
    let latest = try server.visitor().journal().last?["id"]?.integer ?? 0
    let waiter = try server.waiter()
    let others = server.waiting
    try waiter.ask("GET", "/journal?after=\(latest)&wait=300")
    try server.awaitWaiters(others + 1)
    let client = try call()
    return try withExtendedLifetime(client) { try waiter.response().json[0] }
  }

  /// In memory where there is no folder; else waiting for the disk, too.
  private func start(_ folder: TemporaryFolder?) throws -> TestServer {
    try TestServer.start { settings, _ in
      settings.data = folder.map { Settings.Data(folder: $0.path, isDurable: true) }
    }
  }

  @Test("is recorded once, as it was answered", arguments: [false, true])
  func once(_ isInFiles: Bool) throws {
    let folder = try TemporaryFolder()
    let caller = try start(isInFiles ? folder : nil).visitor()
    try caller.order(#"{"path":"\#(Self.countries)","delay_ms":1}"#)
    for _ in 0..<20 { #expect(try caller.post(Self.countries).status == 200) }
    // Whatever was to be told of the first ones has been by now.
    let statuses = try caller.journal().prefix(10).map { $0["status"]?.integer }
    #expect(statuses == Array(repeating: 200, count: 10))
    #expect(try caller.journal().count == 20)
  }

  @Test("of a durable database is held up as long as its fault says", arguments: ["before", "after"])
  func durable(_ when: String) throws {
    let folder = try TemporaryFolder()
    let caller = try start(folder).visitor()
    try caller.order(#"{"path":"\#(Self.countries)","delay_ms":80,"when":"\#(when)"}"#)
    let start = ContinuousClock.now
    #expect(try caller.post(Self.countries).status == 200)
    #expect(ContinuousClock.now - start >= .milliseconds(80))
  }

  @Test("of a durable database is made when its delay is over if that comes before it, else at once")
  func durableOrder() throws {
    let folder = try TemporaryFolder()
    let server = try start(folder)
    let caller = try server.visitor()
    try caller.order(#"{"path":"\#(Self.tickets)","delay_ms":3600000,"times":1}"#, id: "first")
    try caller.order(#"{"path":"\#(Self.tickets)","delay_ms":3600000,"when":"after"}"#, id: "second")
    let before = try send(Self.tickets, to: server, body: Self.ticket)
    try caller.awaitStrike(of: "first")
    // The database's queue makes this one after all that came earlier.
    _ = try caller.post(Self.countries)
    #expect(try caller.control("GET", "/outbox").text == "[]")
    let after = try send(Self.tickets, to: server, body: Self.ticket)
    #expect(try caller.control("GET", "/outbox?wait=300").json.count == 1)
    #expect(!before.hasInput && !after.hasInput)
  }

  @Test("is told to those who wait for the journal when a fault holds it up")
  func pending() throws {
    let server = try TestServer.start()
    try server.visitor().order(#"{"path":"\#(Self.countries)","delay_ms":300000}"#)
    let entry = try awaitNext(server) { try send(Self.countries, to: server) }
    #expect(entry?["path"]?.string == Self.countries && entry?["pending"]?.bool == true)
  }

  @Test("is told to those who wait for the journal when it is a long poll that waits")
  func pendingPoll() throws {
    let server = try TestServer.start(scenario: "reference-chat", clock: "2017-04-03T12:00:00Z")
    let caller = try server.signIn("lynx@nebeus.example")
    // A delay of the answer doesn't keep it from waiting.
    try caller.order(#"{"path":"\#(Self.poll)","delay_ms":3600000,"when":"after"}"#)
    let entry = try awaitNext(server) { try send(Self.poll, to: server, Self.session(of: caller)) }
    #expect(entry?["path"]?.string == Self.poll && entry?["pending"]?.bool == true)
  }

  private static func session(of caller: TestCaller) -> String {
    "X-Openerp-Session-Id: \(caller.fields["X-Openerp-Session-Id"] ?? "")\r\n"
  }

  @Test("is recorded as waiting once, though it is made again in vain")
  func waitsOnce() throws {
    let server = try TestServer.start(scenario: "reference-chat")
    let lynx = try server.signIn("lynx@nebeus.example")
    // There is nothing for anyone yet, and there is again when this is restored.
    #expect(try lynx.control("PUT", "/snapshots/kept").status == 201)
    let message = #"{"uuid":"37474642-60c7-4315-8575-0497ad23ac12","message_type":"message","message_content":"a"}"#
    func post() throws {
      let answer = try server.signIn("russian@support.ru").post("/im_chat/post", message)
      #expect(try answer.json["result"]?["message_id"]?.integer != nil)
    }
    try post()
    let found = try #require(try lynx.post(Self.poll, #"[{"params":{"last":0}}]"#).json[0]?["result"]?.array)
    let last = try #require(found.last?["id"]?.integer)
    let latest = try #require(try lynx.journal().last?["id"]?.integer)
    let waiting = try send(
      Self.poll, to: server, Self.session(of: lynx), body: #"{"params":{"last":\#(last)}}"#)
    #expect(try lynx.control("GET", "/journal?after=\(latest)&wait=300").json[0]?["pending"]?.bool == true)
    #expect(try lynx.control("POST", "/snapshots/kept/restore").status == 200)
    // Ids begin again: the first message has one that the poll knows already.
    for _ in 0..<2 { try post() }
    #expect(try waiting.response().json["result"]?.count != 0)
    let bundle = try lynx.control("GET", "/bundle").text
    #expect(bundle.split(separator: #""by":"poll""#).count == 2, "\(bundle)")
  }

  @Test(
    "is told to those who wait for it when its client has gone", arguments: [countries, poll], [false, true])
  func abandoned(_ path: String, _ isInFiles: Bool) throws {
    let folder = try TemporaryFolder()
    let server = try start(isInFiles ? folder : nil)
    try server.visitor().order(#"{"path":"\#(path)","delay_ms":300000}"#)
    let client = try send(path, to: server)
    try server.visitor().awaitStrike()
    let waiter = try server.waiter()
    let others = server.waiting
    try waiter.ask(
      "POST", "/journal/verify", #"{"path":"\#(path)","status":null,"within_seconds":300}"#)
    try server.awaitWaiters(others + 1)
    client.finishSending()
    #expect(try waiter.response().status == 200)
    #expect(try server.visitor().journal().map { $0["pending"] == nil } == [true])
  }
  @Test(
    "is never made once its client has gone, though its time comes", arguments: [countries, poll], [false, true])
  func neverMade(_ path: String, _ isInFiles: Bool) throws {
    let folder = try TemporaryFolder()
    let server = try start(isInFiles ? folder : nil)
    let caller = try server.visitor()
    try caller.order(#"{"path":"\#(path)","delay_ms":300}"#)
    let gone = try send(path, to: server)
    try caller.awaitStrike()
    gone.finishSending()
    let isMade: Bool
    do {
      // On a machine that is slow enough the call was made in time.
      isMade = try gone.response().status == 200
    } catch let error as RawClientError where error.isReset {
      isMade = false
    }
    // The time of this one comes later.
    #expect(try caller.post(path).status == 200)
    #expect(try caller.journal().map { $0["status"]?.integer } == [isMade ? 200 : nil, 200])
  }

  @Test("is recorded as given up when the server stops")
  func stopped() throws {
    var server: TestServer? = try TestServer.start()
    let (port, database) = (try #require(server).port, try #require(server?.database))
    let client = try RawClient(port: port)
    try server?.visitor().order(#"{"path":"\#(Self.countries)","delay_ms":3600000}"#)
    try client.send("POST \(Self.countries) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
    try server?.visitor().awaitStrike()
    server = nil
    let deadline = ContinuousClock.now + WaitLimit.duration
    while database.journal.entries().entries.contains(where: \.record.isPending) {
      try #require(ContinuousClock.now < deadline)
    }
    #expect(database.journal.entries().entries.map { $0.record.answer == nil } == [true])
  }
}
