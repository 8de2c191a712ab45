import Glibc
import TestSupport
import Testing

@Suite("Stopping nebeus-mock")
struct StopTests {
  /// A client whose request the server has begun to read, as its 100 shows; the body is still to come.
  private func half(to server: Served) throws -> RawClient {
    let client = try server.client()
    try client.send("POST /logout/1.0/json HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
    #expect(try client.response().status == 100)
    return client
  }

  /// Waits until nobody gets in any more: the server has understood that it is to stop.
  private func waitUntilClosed(_ server: Served) throws {
    let deadline = ContinuousClock.now + WaitLimit.duration
    while (try? server.client()) != nil { try #require(ContinuousClock.now < deadline) }
  }

  @Test("finishes what is being answered, lets nobody in, and exits 0", arguments: [SIGTERM, SIGINT])
  func graceful(_ signal: Int32) throws {
    let server = try Served()
    let client = try half(to: server)
    server.program.send(signal: signal)
    try waitUntilClosed(server)
    let answer = try client.exchange("{}")
    #expect(answer.status == 200)
    #expect(answer.text == #"[{"id":null,"jsonrpc":"2.0","result":{"status":"success"}}]"#)
    #expect(try client.isAtEnd())
    // The client keeps its side open, as many do until they next need it: that is not waited for.
    let answered = ContinuousClock.now
    #expect(try server.program.finish().withoutInspectorLine == Program.Outcome(code: 0, output: "", error: ""))
    #expect(ContinuousClock.now - answered < WaitLimit.scaled(.seconds(3)))
  }

  @Test("answers clients that wait at once")
  func waiting() throws {
    let server = try Served()
    let client = try server.client()
    try client.send("GET /_mock/databases/nebeus/outbox?wait=300 HTTP/1.1\r\nHost: a\r\n\r\n")
    let start = ContinuousClock.now
    server.program.send(signal: SIGTERM)
    let answer = try client.response()
    #expect(answer.status == 200 && answer.text == "[]")
    #expect(try server.program.finish().withoutInspectorLine == Program.Outcome(code: 0, output: "", error: ""))
    #expect(ContinuousClock.now - start < WaitLimit.scaled(.seconds(5)))
  }

  @Test("answers a long poll at once, with what there is")
  func longPoll() throws {
    let server = try Served(["--scenario", "reference-chat"])
    let session = try server.control("POST", "/databases/nebeus/sessions", #"{"login":"lynx@nebeus.example"}"#)
    let key = try #require(try session.json["session_id"]?.string)
    let client = try server.client()
    try client.send(
      "POST /longpolling/poll HTTP/1.1\r\nHost: a\r\nX-Openerp-Session-Id: \(key)\r\nContent-Length: 0\r\n\r\n")
    let journal = "/databases/nebeus/journal?path=/longpolling/poll&wait=10"
    #expect(try server.control("GET", journal).json[0]?["pending"]?.bool == true)
    let start = ContinuousClock.now
    server.program.send(signal: SIGTERM)
    let answer = try client.response()
    #expect(answer.status == 200 && answer.text == #"{"jsonrpc":"2.0","id":null,"result":[]}"#)
    #expect(try server.program.finish().withoutInspectorLine == Program.Outcome(code: 0, output: "", error: ""))
    #expect(ContinuousClock.now - start < WaitLimit.scaled(.seconds(5)))
  }

  @Test("ends idle connections at once")
  func idle() throws {
    let server = try Served()
    let client = try server.client()
    #expect(try client.exchange("GET /_mock/health HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
    #expect(try server.stop().code == 0)
    #expect(try client.isAtEnd())
  }

  @Test("is at once at the second signal", arguments: [(SIGTERM, SIGTERM), (SIGTERM, SIGINT), (SIGINT, SIGTERM)])
  func twice(_ first: Int32, _ second: Int32) throws {
    let server = try Served()
    let client = try half(to: server)
    server.program.send(signal: first)
    try waitUntilClosed(server)
    server.program.send(signal: second)
    #expect(
      try server.program.finish().withoutInspectorLine == Program.Outcome(code: 128 + second, output: "", error: ""))
    client.close()
  }
}
