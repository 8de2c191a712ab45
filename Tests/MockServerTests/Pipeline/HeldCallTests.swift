import JSON
import ServerTestSupport
import TestSupport
import Testing

@testable import MockServer

/// Calls that a fault holds up, or that wait for something: what is recorded of them, and who is told.
@Suite("A call that is answered later")
struct HeldCallTests {
  private static let countries = "/get_countries/1.0/json"

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
    let session = "X-Openerp-Session-Id: \(caller.fields["X-Openerp-Session-Id"] ?? "")\r\n"
    let entry = try awaitNext(server) { try send("/longpolling/poll", to: server, session) }
    #expect(entry?["path"]?.string == "/longpolling/poll" && entry?["pending"]?.bool == true)
  }

  @Test("is told to those who wait for it when its client has gone")
  func abandoned() throws {
    let server = try TestServer.start()
    try server.visitor().order(#"{"path":"\#(Self.countries)","delay_ms":300000}"#)
    let client = try send(Self.countries, to: server)
    try server.visitor().awaitStrike()
    let waiter = try server.waiter()
    try waiter.ask(
      "POST", "/journal/verify", #"{"path":"\#(Self.countries)","status":null,"within_seconds":300}"#)
    try server.awaitWaiters(1)
    client.finishSending()
    #expect(try waiter.response().status == 200)
    #expect(try server.visitor().journal().map { $0["pending"] == nil } == [true])
  }
}
