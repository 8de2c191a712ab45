import TestSupport
import Testing

@testable import HTTP

@Suite("Requests and answers on a live connection")
struct MessageFramingTests {
  private static let get = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n"

  @Test("keeps the connection for one request after another")
  func keepsAlive() throws {
    let server = try LiveServer()
    let client = try server.client()
    for _ in 0..<3 {
      let response = try client.exchange(MessageFramingTests.get)
      #expect(response.status == 200 && response.text == "Hello" && response.reason == "OK")
      #expect(response.field("Content-Type") == "text/plain")
      #expect(response.field("Connection") == nil && response.field("Server") == nil)
      let date = try #require(response.field("Date"))
      #expect(try /[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/.wholeMatch(in: date) != nil)
    }
  }

  @Test("answers pipelined requests in order, whatever their bodies")
  func pipelining() throws {
    let server = try LiveServer()
    let client = try server.client()
    let posts = (0..<50).map { "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: \("\($0)".utf8.count)\r\n\r\n\($0)" }
    try client.send(posts.joined(separator: "") + MessageFramingTests.get)
    for number in 0..<50 { #expect(try client.response().text == "\(number)") }
    #expect(try client.response().text == "Hello")
  }

  @Test("answers a request that comes byte by byte")
  func byteByByte() throws {
    let server = try LiveServer()
    let client = try server.client()
    for byte in "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n".utf8 {
      try client.send([byte])
    }
    #expect(try client.response().text == "ab")
  }

  @Test("closes when asked to, and after HTTP/1.0 unless asked not to")
  func closes() throws {
    let server = try LiveServer()
    let closing = try server.client()
    #expect(
      try closing.exchange("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").field("Connection") == "close"
    )
    #expect(try closing.isAtEnd())
    let old = try server.client()
    #expect(try old.exchange("GET /hello HTTP/1.0\r\n\r\n").field("Connection") == "close")
    #expect(try old.isAtEnd())
    let kept = try server.client()
    for _ in 0..<2 {
      let response = try kept.exchange("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
      #expect(response.field("Connection") == "keep-alive")
    }
  }

  @Test("answers HEAD as GET without the body")
  func head() throws {
    let server = try LiveServer()
    let client = try server.client()
    let response = try client.exchange("HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n", toHead: true)
    #expect(response.status == 200 && response.field("Content-Length") == "5")
    #expect(try client.exchange(MessageFramingTests.get).text == "Hello")
  }

  @Test("answers what a client asked before it ended its side")
  func halfClosed() throws {
    let server = try LiveServer()
    let client = try server.client()
    try client.send(MessageFramingTests.get)
    client.finishSending()
    #expect(try client.response().text == "Hello")
    #expect(try client.isAtEnd())
  }

  @Test("says 100 Continue once, and only to who waits for it")
  func continues() throws {
    let server = try LiveServer()
    let client = try server.client()
    let head = "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n"
    #expect(try client.exchange(head).status == 100)
    try client.send("ab")
    try client.send("cd")
    #expect(try client.response().text == "abcd")
    #expect(try client.exchange(head + "abcd").status == 200)
  }

  @Test(
    "refuses before the body what it would refuse after it",
    arguments: [
      ("POST /nowhere HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n", 404),
      ("POST /hello HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n", 405),
      ("POST /echo HTTP/1.1\r\nHost: a.example\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n", 421),
      ("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: cake\r\nContent-Length: 4\r\n\r\n", 417),
      ("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9999999\r\n\r\n", 413),
    ])
  func refusesExpectation(_ head: String, _ status: Int) throws {
    let server = try LiveServer()
    let client = try server.client()
    let response = try client.exchange(head)
    #expect(response.status == status)
    #expect(response.field("Connection") == "close")
    #expect(try client.isAtEnd())
  }

  @Test(
    "closes after a request that can't be read",
    arguments: [
      ("\u{16}\u{03}\u{01}", 400), ("GET / HTTP/2.0\r\n\r\n", 505), ("GET /hello HTTP/1.1\r\n\r\n", 400),
      ("GET /hello HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501),
      ("GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\n", 414),
      ("GET / HTTP/1.1\r\nA: \(String(repeating: "a", count: 40000))", 431),
    ])
  func refuses(_ request: String, _ status: Int) throws {
    let server = try LiveServer()
    let client = try server.client()
    // What comes behind it is not taken for a request.
    let response = try client.exchange(request + MessageFramingTests.get)
    #expect(response.status == status)
    #expect(response.field("Connection") == "close")
    #expect(!response.text.isEmpty)
    #expect(try client.isAtEnd())
  }

  @Test("lets a client that is still sending read that its body is too large")
  func tooLarge() throws {
    let server = try LiveServer { $0.maxBody = 1000 }
    let client = try server.client()
    try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 8000000\r\n\r\n")
    #expect(try client.sendSome([UInt8](repeating: 97, count: 8_000_000)) == 8_000_000)
    let response = try client.response()
    #expect(response.status == 413)
    #expect(response.text == "The request's body is larger than this server takes: it may have 1000 bytes\n")
    #expect(try client.isAtEnd())
  }

  @Test("takes a body up to the limit, of a length or in chunks", arguments: [(1000, 200), (1001, 413)])
  func bodyLimit(_ count: Int, _ status: Int) throws {
    let server = try LiveServer { $0.maxBody = 1000 }
    let body = String(repeating: "a", count: count)
    #expect(
      try server.exchange("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: \(count)\r\n\r\n\(body)").status == status)
    let size = String(count, radix: 16)
    #expect(
      try server.exchange(
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(size)\r\n\(body)\r\n0\r\n\r\n"
      ).status == status)
  }

  @Test("goes on with a chunked request of which a part came while an answer before it dripped")
  func chunkedBehindDrip() throws {
    let drip = Route(.get, "/drip") { _, response in
      response.body.append(String(repeating: "x", count: 100))
      response.wire = .drip(bytesPerSecond: 4000)
    }
    let client = try LiveServer([drip] + LiveServer.routes).client()
    try client.send(
      "GET /drip HTTP/1.1\r\nHost: a\r\n\r\nPOST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "5\r\nHello\r\n7\r\n, w")
    #expect(try client.response().body.count == 100)
    try client.send("orld\r\n1\r\n!\r\n0\r\n\r\n" + MessageFramingTests.get)
    #expect(try client.response().text == "Hello, world!")
    #expect(try client.response().text == "Hello")
  }

  @Test("gives back a large body that came in many pieces")
  func largeBody() throws {
    let server = try LiveServer { $0.maxBody = 1 << 22 }
    let client = try server.client()
    var random = SeededGenerator(seed: 3)
    let body = (0..<600_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.count)\r\n\r\n")
    try client.send(body)
    #expect(try client.response().body == body)
    #expect(try client.exchange(MessageFramingTests.get).text == "Hello")
  }
}
