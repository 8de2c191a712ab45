import Basics
import Dispatch
import Synchronization
import TestSupport
import Testing

@testable import HTTP

@Suite("Push stream")
struct PushStreamTests {
  /// A server whose `/events` gives its stream to the test.
  private final class Feed: Sendable {
    let streams = Mutex<[PushStream]>([])
    let ends = Mutex(0)
    private let opened = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    func open(_ response: inout Response, limit: Int, keepAlive: PushStream.KeepAlive?) {
      response.contentType = "text/event-stream"
      let stream = response.push(limit: limit, keepAlive: keepAlive)
      stream.onEnd { [self] in ended.signal() }
      streams.withLock { $0.append(stream) }
      opened.signal()
    }

    func next() throws -> PushStream {
      try #require(opened.isSignalled())
      return try #require(streams.withLock { $0.isEmpty ? nil : $0.removeFirst() })
    }

    func waitForEnd() throws { try #require(ended.isSignalled()) }

    func server(
      limit: Int = 1 << 16, keepAlive: PushStream.KeepAlive? = nil,
      configure: (inout ServerConfiguration) -> Void = { _ in }
    ) throws -> LiveServer {
      let events = Route(.get, "/events") { [self] _, response in
        response.body.append("first ")
        open(&response, limit: limit, keepAlive: keepAlive)
      }
      return try LiveServer([events] + LiveServer.routes, configure: configure)
    }
  }

  private let feed = Feed()
  private let get = "GET /events HTTP/1.1\r\nHost: a\r\n\r\n"
  private let hello = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test("sends what is written from another thread, at once, and goes on with the connection after its end")
  func sends() throws {
    let client = try feed.server().client()
    try client.send(get + hello)
    let stream = try feed.next()
    let read = { (text: String) in try client.take(text.utf8.count).elementsEqual(text.utf8) }
    _ = try client.takeHead()
    #expect(try read("6\r\nfirst \r\n"))
    for number in 0..<3 {
      #expect(stream.write("event \(number)".utf8) == .taken)
      #expect(try read("7\r\nevent \(number)\r\n"))
    }
    stream.finish()
    #expect(stream.write("late".utf8) == .ended)
    #expect(try read("0\r\n\r\n"))
    #expect(try client.response().text == "Hello")
    try feed.waitForEnd()
  }

  @Test("refuses what a slow client has no room for, as a whole, and says when there is room again")
  func overflow() throws {
    let client = try feed.server(limit: 100_000).client(receiveBuffer: 4096)
    try client.send(get)
    let stream = try feed.next()
    let room = DispatchSemaphore(value: 0)
    stream.onRoom { room.signal() }
    let event = [UInt8](repeating: 120, count: 10_000)
    var taken = 0
    let deadline = ContinuousClock.now + WaitLimit.duration
    // The loop may take what waits between two writes, so that only the last one's answer says that there is no room.
    var written = stream.write(event)
    while written == .taken, ContinuousClock.now < deadline {
      taken += 1
      written = stream.write(event)
    }
    #expect(written == .full)
    var hasRoom = false
    while !hasRoom, ContinuousClock.now < deadline {
      _ = try client.take(1_000)
      hasRoom = room.wait(timeout: .now()) == .success
    }
    #expect(hasRoom)
    #expect(stream.write("more".utf8) == .taken)
    #expect(taken >= 10)
    client.reset()
    try feed.waitForEnd()
  }

  @Test("says that there is room only when nothing waits that was written meanwhile")
  func roomAgain() {
    let stream = PushStream(limit: 10, keepAlive: nil, ticket: .none, mailbox: nil)
    let rooms = Mutex(0)
    stream.onRoom { rooms.withLock { $0 += 1 } }
    var piece = ByteBuffer()
    #expect(stream.write("0123456789".utf8) == .taken)
    _ = stream.take(into: &piece)
    // While the loop sends the piece, the next one fills up.
    #expect(stream.write("0123456789".utf8) == .taken)
    #expect(stream.write("x".utf8) == .full)
    stream.drained()
    #expect(rooms.withLock { $0 } == 0)
    _ = stream.take(into: &piece)
    stream.drained()
    #expect(rooms.withLock { $0 } == 1)
    #expect(stream.write("x".utf8) == .taken)
  }

  @Test("learns that its client has gone", arguments: [true, false])
  func clientLeaves(_ resets: Bool) throws {
    let server = try feed.server()
    let client = try server.client()
    try client.send(get)
    let stream = try feed.next()
    _ = try client.takeHead()
    if resets { client.reset() } else { client.close() }
    try feed.waitForEnd()
    #expect(stream.write("x".utf8) == .ended)
    try server.waitForConnections(0)
  }

  @Test("keeps an idle client for longer than the idle timeout by its keep-alive bytes")
  func keepsAlive() throws {
    let server = try feed.server(keepAlive: .init(":\n", every: .milliseconds(30))) {
      $0.idleTimeout = .milliseconds(10)
    }
    let client = try server.client()
    try client.send(get)
    _ = try feed.next()
    _ = try client.takeHead()
    let expected = "6\r\nfirst \r\n" + String(repeating: "2\r\n:\n\r\n", count: 3)
    #expect(try client.take(expected.utf8.count).elementsEqual(expected.utf8))
  }

  @Test("ends when the server stops")
  func stops() throws {
    let server = try feed.server()
    let client = try server.client()
    try client.send(get)
    _ = try feed.next()
    _ = try client.takeHead()
    server.server.stop(gracePeriod: .seconds(60)) {}
    let rest = "6\r\nfirst \r\n0\r\n\r\n"
    #expect(try client.take(rest.utf8.count).elementsEqual(rest.utf8))
    #expect(try client.isAtEnd())
  }

  @Test("ends at once where a response has no body")
  func noReader() throws {
    let client = try feed.server().client()
    try client.send("HEAD /events HTTP/1.1\r\nHost: a\r\n\r\n")
    let stream = try feed.next()
    try feed.waitForEnd()
    #expect(stream.write("event".utf8) == .ended)
    let response = try client.response(toHead: true)
    #expect(response.status == 200)
    #expect(try client.exchange(hello).text == "Hello")
  }

  @Test("reaches HTTP/1.0 without chunks, until the connection ends")
  func old() throws {
    let client = try feed.server().client()
    try client.send("GET /events HTTP/1.0\r\n\r\n")
    let stream = try feed.next()
    stream.write("event".utf8)
    stream.finish()
    #expect(try client.response().text == "first event")
    try feed.waitForEnd()
  }
}
