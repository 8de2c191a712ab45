import Dispatch
import Synchronization
import TestSupport
import Testing

@testable import HTTP

@Suite("A server's connections")
struct LifecycleTests {
  private let get = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n"

  @Test("above maxConnections are answered 503")
  func maximum() throws {
    let server = try LiveServer { $0.maxConnections = 2 }
    let first = try server.client()
    let second = try server.client()
    #expect(try first.exchange(get).status == 200)
    #expect(try second.exchange(get).status == 200)
    let third = try server.client()
    try third.send(get)
    #expect(try third.response().status == 503)
    #expect(try third.isAtEnd())
    #expect(try first.exchange(get).status == 200)
  }

  @Test("make room when they end")
  func room() throws {
    let server = try LiveServer { $0.maxConnections = 1 }
    for _ in 0..<20 {
      let client = try server.client()
      #expect(try client.exchange("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").status == 200)
      #expect(try client.isAtEnd())
      client.close()
      try server.waitForConnections(0)
    }
  }

  @Test("end without a word when they say nothing for too long")
  func idle() throws {
    let client = try LiveServer { $0.idleTimeout = .milliseconds(60) }.client()
    #expect(try client.exchange(get).status == 200)
    let start = ContinuousClock.now
    #expect(try client.isAtEnd())
    #expect(ContinuousClock.now - start > .milliseconds(50))
  }

  @Test(
    "end with 408 when a request takes too long",
    arguments: ["GET /hel", "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc"])
  func slow(_ part: String) throws {
    let client = try LiveServer { $0.idleTimeout = .milliseconds(60) }.client()
    #expect(try client.exchange(part).status == 408)
    #expect(try client.isAtEnd())
  }

  @Test("end with 408 though a byte comes now and then")
  func dripping() throws {
    let client = try LiveServer { $0.idleTimeout = .milliseconds(100) }.client()
    var sent = 0
    let start = ContinuousClock.now
    try client.send("GET /hello HTTP/1.1\r\nX: ")
    while ContinuousClock.now - start < .seconds(5), try client.sendSome([97]) == 1, !client.hasInput(within: 10) {
      sent += 1
    }
    #expect(try client.response().status == 408)
    #expect(sent < 100)
  }

  @Test("that take no answers are not read from, cost little, and go on when they do")
  func backpressure() throws {
    let handled = Mutex(0)
    let body = String(repeating: "x", count: 100_000)
    let client = try LiveServer([
      Route(.get, "/large") { _, response in
        handled.withLock { $0 += 1 }
        response.body.append(body)
      }
    ]).client(receiveBuffer: 4096)
    let request = "GET /large HTTP/1.1\r\nHost: a\r\n\r\n"
    try client.send(String(repeating: request, count: 500))
    #expect(try client.response().body.count == 100_000)
    #expect(handled.withLock { $0 } < 250)
    for _ in 0..<499 { #expect(try client.response().body.count == 100_000) }
    #expect(handled.withLock { $0 } == 500)
  }

  @Test("that stop taking an answer are given up")
  func givenUp() throws {
    let body = String(repeating: "x", count: 20_000_000)
    let server = try LiveServer([Route(.get, "/large") { $1.body.append(body) }]) {
      $0.idleTimeout = .milliseconds(60)
    }
    let client = try server.client(receiveBuffer: 4096)
    try client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = try client.take(1)
    try server.waitForConnections(0)
    #expect(throws: RawClientError.self) { try client.response() }
  }

  @Test("that take nothing of a dripping answer are given up")
  func drippingGivenUp() throws {
    let body = String(repeating: "x", count: 20_000_000)
    let server = try LiveServer([
      Route(.get, "/drip") { _, response in
        response.body.append(body)
        response.wire = .drip(bytesPerSecond: 1_000_000_000)
      }
    ]) { $0.idleTimeout = .milliseconds(60) }
    let client = try server.client(receiveBuffer: 4096)
    try client.send("GET /drip HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = try client.take(1)
    try server.waitForConnections(0)
  }

  @Test("whose answer drips more slowly than the idle timeout stay")
  func dripsSlowly() throws {
    let client = try LiveServer([
      Route(.get, "/drip") { _, response in
        response.body.append("x")
        response.wire = .drip(bytesPerSecond: 400)
      }
    ]) { $0.idleTimeout = .milliseconds(20) }.client()
    #expect(try client.exchange("GET /drip HTTP/1.1\r\nHost: a\r\n\r\n").text == "x")
  }

  @Test("ask a stream for no more than the client takes")
  func streamBackpressure() throws {
    let asked = Mutex(0)
    let client = try LiveServer([
      Route(.get, "/stream") { _, response in
        let piece = String(repeating: "x", count: 50_000)
        var left = 400
        response.stream { body in
          asked.withLock { $0 += 1 }
          body.append(piece)
          left -= 1
          return left > 0
        }
      }
    ]).client(receiveBuffer: 4096)
    try client.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n")
    _ = try client.take(100)
    #expect(asked.withLock { $0 } < 300)
  }

  @Test("that are idle end at once when it stops, and no one gets in")
  func stopsIdle() async throws {
    let server = try LiveServer()
    let client = try server.client()
    #expect(try client.exchange(get).status == 200)
    await server.server.stop()
    #expect(try client.isAtEnd())
    #expect(throws: RawClientError.self) { try server.client() }
  }

  @Test("that are being answered finish when it stops")
  func stopsGracefully() throws {
    let held = Mutex<Deferral?>(nil)
    let entered = DispatchSemaphore(value: 0)
    let server = try LiveServer([
      Route(.get, "/held") { _, response in
        let deferral = response.defer()
        held.withLock { $0 = deferral }
        entered.signal()
      }
    ])
    let client = try server.client()
    try client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\nGET /held HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(entered.isSignalled())
    let stopped = DispatchSemaphore(value: 0)
    server.server.stop { stopped.signal() }
    let deferral = try #require(held.withLock { $0 })
    try server.waitUntilStopping()
    deferral.complete { $0.body.append("done") }
    let response = try client.response()
    #expect(response.text == "done" && response.field("Connection") == "close")
    #expect(try client.isAtEnd())
    client.close()
    #expect(stopped.isSignalled())
  }

  @Test("that have had their last answer hold it up no longer, though their clients keep them")
  func stopsDraining() throws {
    let server = try LiveServer()
    let clients = try (0..<2).map { _ in try server.client() }
    for client in clients {
      #expect(try client.exchange("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").status == 200)
    }
    let stopped = DispatchSemaphore(value: 0)
    server.server.stop { stopped.signal() }
    #expect(stopped.wait(timeout: .now() + .seconds(3)) == .success)
    #expect(try clients.allSatisfy { try $0.isAtEnd() })
  }

  @Test("are cut when it has waited long enough")
  func forces() async throws {
    let held = Mutex<Deferral?>(nil)
    let entered = DispatchSemaphore(value: 0)
    let server = try LiveServer([
      Route(.get, "/held") { _, response in
        let deferral = response.defer()
        held.withLock { $0 = deferral }
        entered.signal()
      }
    ])
    let client = try server.client()
    try client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(entered.isSignalled())
    await server.server.stop(gracePeriod: .milliseconds(30))
    #expect(try client.isAtEnd())
    let isAbandoned = Mutex(false)
    held.withLock { $0 }?.onAbandon { isAbandoned.withLock { $0 = true } }
    #expect(isAbandoned.withLock { $0 })
  }

  @Test("come by IPv4 and IPv6 at one port", .enabled(if: LifecycleTests.hasIPv6))
  func families() throws {
    let server = try LiveServer {
      $0.addresses = ["127.0.0.1", "::1"].compactMap { Address($0, port: 0) }
      $0.loops = 2
    }
    #expect(Set(server.server.addresses.map(\.port)).count == 1)
    #expect(try RawClient(port: server.port, host: "::1").exchange(get).text == "Hello")
    #expect(try RawClient(port: server.port, host: "127.0.0.1").exchange(get).text == "Hello")
  }

  @Test("survive whatever bytes come", arguments: 0..<8 as Range<UInt64>)
  func hostile(_ seed: UInt64) throws {
    let server = try LiveServer()
    var random = SeededGenerator(seed: seed)
    let request = Array(
      "POST /echo?a=%41 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
        .utf8)
    for _ in 0..<60 {
      let client = try server.client()
      var bytes = request + request
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(contentsOf: [13, 10, 0, 32, 58].shuffled(using: &random).prefix(2), at: place)
        }
      }
      _ = try client.sendSome(bytes)
      client.finishSending()
      _ = try? client.readToEnd()
    }
    #expect(try server.exchange(get).text == "Hello")
  }

  @Test("answer a probe")
  func probe() throws {
    let server = try LiveServer()
    let address = try #require(server.server.addresses.first)
    let answer = try Probe.get(address, path: "/hello", timeout: .seconds(5))
    #expect(answer.status == 200 && answer.body == Array("Hello".utf8))
    server.server.stop(gracePeriod: .zero)
    let free = try LifecycleTests.freeAddress()
    let error = #expect(throws: SocketError.self) { try Probe.get(free, path: "/", timeout: .seconds(5)) }
    #expect(error?.description == "connect \(free): Connection refused")
  }

  private static let hasIPv6 = (try? LiveServer { $0.addresses = [Address("::1", port: 0)].compactMap { $0 } }) != nil

  /// Where nobody listens any more.
  private static func freeAddress() throws -> Address {
    let descriptor = try Socket.listen(on: Address(host: .v4(UInt32(0x7F00_0001).bigEndian), port: 0))
    defer { Socket.close(descriptor) }
    return try #require(Socket.boundAddress(of: descriptor))
  }
}
