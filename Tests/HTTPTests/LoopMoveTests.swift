import Dispatch
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import HTTP

@Suite("A connection whose requests ask for another loop")
struct LoopMoveTests {
  private static let enough = LoopPreference.enough

  /// More than a socket takes of a client that doesn't read.
  private static let bigSize = 1 << 20

  /// `/at/N` asks for loop N and answers with the thread of the loop that answers it.
  private static let routes: [Route] = [
    Route(.get, "/at/{loop}") { request, response in
      response.preferredLoop = request.parameter("loop").flatMap { Int($0) }
      response.body.append("\(UInt(pthread_self()))")
    },
    Route(.post, "/at/{loop}") { request, response in
      response.preferredLoop = request.parameter("loop").flatMap { Int($0) }
      response.body.append(request.bodyBytes)
    },
    Route(.get, "/later/{loop}") { request, response in
      response.preferredLoop = request.parameter("loop").flatMap { Int($0) }
      response.defer().complete(after: .milliseconds(20)) { $0.body.append("later") }
    },
    Route(.get, "/big/{loop}") { request, response in
      response.preferredLoop = request.parameter("loop").flatMap { Int($0) }
      response.body.append([UInt8](repeating: UInt8(ascii: "x"), count: bigSize))
    },
    Route(.get, "/where") { _, response in response.body.append("\(UInt(pthread_self()))") },
    Route(.get, "/stream/{loop}") { request, response in
      response.preferredLoop = request.parameter("loop").flatMap { Int($0) }
      let push = response.push()
      DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(20)) {
        push.write("pushed".utf8)
        push.finish()
      }
    },
  ]

  private static func server(loops: Int = 2, _ change: (inout ServerConfiguration) -> Void = { _ in }) throws
    -> LiveServer
  {
    try LiveServer(routes) {
      $0.loops = loops
      change(&$0)
    }
  }

  private func get(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n" }

  /// The thread that answers after the client has asked for the loop often enough.
  private func settle(_ client: RawClient, at loop: Int) throws -> String {
    for _ in 0..<Self.enough { _ = try client.exchange(get("/at/\(loop)")) }
    return try client.exchange(get("/where")).text
  }

  @Test("is answered by that loop, and clients of one loop meet there")
  func moves() throws {
    let server = try Self.server()
    let clients = try (0..<6).map { _ in try server.client() }
    let threads = try clients.enumerated().map { try settle($1, at: $0 % 2) }
    #expect(Set(threads).count == 2)
    for (number, thread) in threads.enumerated() { #expect(thread == threads[number % 2]) }
    #expect(server.server.connectionCount == 6, "a connection that moves is counted once")
    #expect(try settle(clients[0], at: 1) == threads[1], "and may move back")
  }

  @Test("stays until `enough` requests in a row have asked, and where the loops are one")
  func stays() throws {
    let server = try Self.server()
    let client = try server.client()
    let home = try settle(client, at: 0)
    for _ in 0..<3 {
      for _ in 1..<Self.enough { #expect(try client.exchange(get("/at/1")).text == home) }
      #expect(try client.exchange(get("/at/0")).text == home)
    }
    #expect(try client.exchange(get("/where")).text == home)
    let single = try Self.server(loops: 1).client()
    #expect(try settle(single, at: 0) == settle(single, at: 1))
  }

  @Test("loses no byte: pipelined requests, one cut anywhere, and the end of the client's side")
  func losesNothing() throws {
    let server = try Self.server()
    for cut in 0..<60 {
      let client = try server.client()
      let body = "body \(cut)"
      let post = "POST /at/\(cut % 2) HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
      let bytes = Array(String(repeating: post, count: Self.enough * 3).utf8)
      let position = min(bytes.count, post.utf8.count * (Self.enough - 1) + cut * 2)
      try client.send(Array(bytes[..<position]))
      if cut % 3 == 0 { try client.waitForInput() }
      try client.send(Array(bytes[position...]))
      client.finishSending()
      for _ in 0..<(Self.enough * 3) { #expect(try client.response().text == body) }
      #expect(try client.isAtEnd())
    }
    try server.waitForConnections(0)
  }

  @Test("moves only between its answers: not while one is put off, or a stream goes on")
  func waits() throws {
    let server = try Self.server()
    let client = try server.client()
    let (first, second) = (try settle(client, at: 0), try settle(server.client(), at: 1))
    for _ in 0..<(Self.enough + 2) { #expect(try client.exchange(get("/later/1")).text == "later") }
    #expect(try client.exchange(get("/where")).text == second)
    for _ in 0..<(Self.enough + 2) { #expect(try client.exchange(get("/stream/0")).text == "pushed") }
    #expect(try client.exchange(get("/where")).text == first)
  }

  @Test("has a target once its first request, or `enough` later ones in a row, have asked for another loop")
  func preference() {
    var preference = LoopPreference()
    #expect(preference.isEmpty && preference.target(from: 1) == nil)
    preference.note(1)
    #expect(!preference.isEmpty && preference.target(from: 0) == 1 && preference.target(from: 1) == nil)
    for _ in 1..<Self.enough {
      preference.note(0)
      #expect(preference.target(from: 0) == nil && preference.target(from: 1) == nil)
    }
    preference.note(0)
    #expect(preference.target(from: 1) == 0)
  }

  @Test("moves with its first request, and then only with `enough` in a row")
  func firstRequest() throws {
    let server = try Self.server()
    let threads = try (0...1).map { try settle(server.client(), at: $0) }
    for loop in [0, 1, 0] {
      // It begins at the other loop, since that is where the client before it asked to be.
      _ = try server.client().exchange(get("/at/\(1 - loop)"))
      let client = try server.client()
      #expect(try client.exchange(get("/at/\(loop)")).text == threads[1 - loop])
      #expect(try client.exchange(get("/at/\(1 - loop)")).text == threads[loop])
      for _ in 2..<Self.enough { #expect(try client.exchange(get("/at/\(1 - loop)")).text == threads[loop]) }
      #expect(try client.exchange(get("/where")).text == threads[loop], "it has moved")
      _ = try client.exchange(get("/at/\(1 - loop)"))
      #expect(try client.exchange(get("/where")).text == threads[1 - loop])
    }
  }

  @Test("is one that new clients begin at, if it was the latest new one's")
  func beginning() throws {
    let server = try Self.server()
    let old = try (0...1).map { loop in
      let client = try server.client()
      return (client, try settle(client, at: loop))
    }
    for loop in [0, 1, 1, 0] {
      _ = try server.client().exchange(get("/at/\(loop)"))
      // Those who have asked before say nothing of new ones.
      _ = try old[1 - loop].0.exchange(get("/at/\(1 - loop)"))
      for _ in 0..<3 { #expect(try server.client().exchange(get("/where")).text == old[loop].1) }
    }
  }

  @Test("moves once its answers have been sent, however late the client reads them")
  func slowReader() throws {
    let server = try Self.server()
    let target = try settle(server.client(), at: 1)
    let client = try server.client(receiveBuffer: 4_096)
    try client.send(String(repeating: get("/big/1"), count: Self.enough))
    try client.waitForInput()
    for _ in 0..<Self.enough { #expect(try client.response().text.utf8.count == Self.bigSize) }
    #expect(try client.exchange(get("/where")).text == target)
  }

  @Test("has its idle time anew on the other loop, and ends by it")
  func idleTime() throws {
    let server = try Self.server { $0.idleTimeout = .milliseconds(60) }
    let clients = try (0..<2).map { _ in try server.client() }
    for (loop, client) in clients.enumerated() {
      for _ in 0..<Self.enough { _ = try client.exchange(get("/at/\(loop)")) }
    }
    for client in clients { #expect(try client.isAtEnd()) }
    try server.waitForConnections(0)
  }

  @Test("is answered, or closed without an answer, while the server stops")
  func stops() throws {
    for _ in 0..<20 {
      let server = try Self.server()
      let clients = try (0..<8).map { _ in try server.client() }
      for client in clients {
        try client.send(String(repeating: get("/at/0"), count: Self.enough) + get("/at/1"))
        for _ in 0...Self.enough { #expect(try client.response().status == 200) }
        try client.send(String(repeating: get("/at/1"), count: Self.enough))
      }
      // The grace period is longer than the wait: idle connections are not waited for.
      let stopped = DispatchSemaphore(value: 0)
      server.server.stop(gracePeriod: WaitLimit.duration * 2) { stopped.signal() }
      #expect(stopped.isSignalled())
      for client in clients {
        let rest = String(decoding: try client.readToEnd(), as: UTF8.self)
        #expect(rest.isEmpty || rest.hasPrefix("HTTP/1.1 200 "))
      }
      #expect(server.server.connectionCount == 0)
    }
  }
}
