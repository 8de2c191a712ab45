import JSON
import ServerTestSupport
import TestSupport
import Testing

@testable import MockServer

@Suite("Faults of a database that waits for the disk")
struct DurableFaultTests {
  private static let ticket = #"{"login":"a@b.example","name":"N","message":"M"}"#

  private func start(_ folder: TemporaryFolder) throws -> TestServer {
    try TestServer.start { settings, _ in settings.data = Settings.Data(folder: folder.path, isDurable: true) }
  }

  @Test("delay the call or its answer", arguments: ["before", "after"])
  func delays(_ when: String) throws {
    let folder = try TemporaryFolder()
    let server = try start(folder)
    let caller = try server.visitor()
    try caller.order(#"{"path":"/helpdesk/message","delay_ms":60,"when":"\#(when)"}"#)
    let start = ContinuousClock.now
    #expect(try caller.post("/helpdesk/message", Self.ticket).text.contains("success"))
    #expect(ContinuousClock.now - start >= .milliseconds(60))
    #expect(try caller.journal().map { $0["fault"]?.string } == ["f"])
  }

  @Test("don't have a delayed call made whose client has gone, or ended its sending side", arguments: [false, true])
  func gone(_ readsOn: Bool) throws {
    let folder = try TemporaryFolder()
    let server = try start(folder)
    let caller = try server.visitor()
    // Longer than the test: that the call is recorded shows that nothing waits for its time.
    try caller.order(#"{"path":"/helpdesk/message","delay_ms":600000}"#)
    let client = try RawClient(port: server.port)
    try client.send(
      "POST /helpdesk/message HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(Self.ticket.utf8.count)\r\n\r\n\(Self.ticket)"
    )
    if readsOn {
      client.finishSending()
      let error = #expect(throws: RawClientError.self) { try client.response() }
      #expect(error?.isReset == true)
    } else {
      client.close()
    }
    try caller.awaitStrike()
    try caller.awaitNoPendingCall()
    #expect(try caller.journal().map { $0["status"]?.isNull } == [true])
    #expect(try server.rows("SELECT * FROM helpdesk_ticket") == [])
  }

  @Test("lose the answer of a call that is made")
  func lost() throws {
    let folder = try TemporaryFolder()
    let server = try start(folder)
    let caller = try server.visitor()
    try caller.order(#"{"path":"/helpdesk/message","reset":true,"when":"after"}"#)
    #expect(throws: RawClientError.self) { try server.visitor().post("/helpdesk/message", Self.ticket) }
    #expect(try server.rows("SELECT count(*) FROM helpdesk_ticket") == [["1"]])
  }
}
