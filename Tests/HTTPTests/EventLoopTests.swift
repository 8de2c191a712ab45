import CSockets
import Dispatch
import Glibc
import Logging
import Synchronization
import TestSupport
import Testing

@testable import HTTP

@Suite("EventLoop")
struct EventLoopTests {
  private func get(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n" }

  @Test("watches a connection for room only while something waits to be sent")
  func interest() throws {
    let held = Mutex<Deferral?>(nil)
    let router = try Router([
      Route(.get, "/large") { $1.body.append(String(repeating: "x", count: 200_000)) },
      Route(.get, "/held") { _, response in
        let deferral = response.defer()
        held.withLock { $0 = deferral }
      },
    ])
    let (loop, ends) = try EventLoopTests.loop(router)
    defer { close(ends[1]) }
    var room: Int32 = 16_384
    setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &room, socklen_t(MemoryLayout<Int32>.size))
    let connection = try #require(loop.add(ends[0], Address(host: .v4(0), port: 0)))
    defer { loop.close(connection) }

    let requests = get("/large") + get("/held")
    try #require(write(ends[1], requests, requests.utf8.count) == requests.utf8.count)
    loop.handle(.readable, of: connection)
    #expect(connection.state.suspension != nil && !connection.output.isEmpty)
    #expect(connection.interest == [.writable, .peerClosed])
    var piece = [UInt8](repeating: 0, count: 65_536)
    for _ in 0..<1_000 where !connection.output.isEmpty {
      _ = read(ends[1], &piece, piece.count)
      loop.handle(.writable, of: connection)
    }
    #expect(connection.state.suspension != nil && connection.output.isEmpty)
    #expect(connection.interest == .peerClosed)
  }

  @Test(
    "answers `requestsPerTurn` pipelined requests of a connection, then those of others, and reads no more meanwhile")
  func turns() throws {
    let answered = Mutex(0)
    let router = try Router([
      Route(.get, "/counted") { _, response in
        let count = answered.withLock { count in
          count += 1
          return count
        }
        response.body.append("\(count);")
      }
    ])
    let (loop, ends) = try EventLoopTests.loop(router)
    defer { close(ends[1]) }
    let connection = try #require(loop.add(ends[0], Address(host: .v4(0), port: 0)))
    defer { loop.close(connection) }
    let perTurn = EventLoop.requestsPerTurn
    let requests = String(repeating: get("/counted"), count: perTurn * 2 + 10)
    try #require(write(ends[1], requests, requests.utf8.count) == requests.utf8.count)

    loop.handle(.readable, of: connection)
    #expect(answered.withLock { $0 } == perTurn)
    try #require(write(ends[1], requests, requests.utf8.count) == requests.utf8.count)
    loop.handle(.readable, of: connection)
    #expect(answered.withLock { $0 } == perTurn, "the rest waits for its turn, and what comes waits in the socket")
    loop.goOnWithInterrupted()
    #expect(answered.withLock { $0 } == perTurn * 2)
    loop.goOnWithInterrupted()
    #expect(answered.withLock { $0 } == perTurn * 2 + 10 && !connection.isInterrupted)
    loop.handle(.readable, of: connection)
    loop.goOnWithInterrupted()
    loop.goOnWithInterrupted()
    #expect(!connection.isInterrupted)
    loop.sendGathered()
    #expect(answered.withLock { $0 } == 2 * (perTurn * 2 + 10))
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    let count = max(0, read(ends[1], &piece, piece.count))
    // A body stands before the next answer's status line.
    let order = String(decoding: piece.prefix(count), as: UTF8.self).components(between: "\r\n\r\n", and: ";")
    #expect(order == Array(1...(2 * (perTurn * 2 + 10))))
  }

  @Test("serves who comes meanwhile before those who were served and ask again, where calls are slow")
  func order() throws {
    let early = 1...16
    let late = 17...20
    let ends = Mutex<[Int32]>([])
    let order = Mutex<[Int]>([])
    let mailbox = Mutex<Mailbox?>(nil)
    let ask: @Sendable (Int) -> Void = { client in
      let request = "GET /turn/\(client) HTTP/1.1\r\nHost: a\r\n\r\n"
      let sent = ends.withLock { write($0[client], request, request.utf8.count) }
      #expect(sent == request.utf8.count)
    }
    let router = try Router([
      Route(.get, "/turn/{client}") { request, _ in
        let client = request.parameter("client").flatMap { Int($0) } ?? 0
        let served = order.withLock { order in
          order.append(client)
          return order
        }
        // So long that one of them is a round.
        usleep(UInt32(EventLoop.longestWait / 1_000 + 50))
        if served.count == 1 { early.forEach(ask) }
        if served.count == 2 { late.forEach(ask) }
        if early.contains(client), served.count(where: { $0 == client }) == 1 { ask(client) }
        if served.count == 1 + early.count * 2 + late.count {
          mailbox.withLock { _ = $0?.post(.stop(deadline: 0)) }
        }
      }
    ])
    let (loop, first) = try EventLoopTests.loop(router)
    mailbox.withLock { $0 = loop.mailbox }
    for client in 0...late.upperBound {
      let pair = try client == 0 ? first : EventLoopTests.pair()
      ends.withLock { $0.append(pair[1]) }
      _ = try #require(loop.add(pair[0], Address(host: .v4(0), port: 0)))
    }
    ask(0)
    loop.run()
    ends.withLock { $0.forEach { close($0) } }
    let served = order.withLock { $0 }
    let before = try #require(served.firstIndex { late.contains($0) })
    // Those of the first round stand before who comes during it, as they were given out before.
    #expect(before <= 1 + early.count + EventLoop.leastOfRound, "served in the order \(served)")
    #expect(Set(served) == Set(0...late.upperBound))
  }

  @Test("keeps a connection closed that a failed send has closed, whatever its answer was to become")
  func staysClosed() throws {
    let (loop, ends) = try EventLoopTests.loop(
      Router([
        Route(.get, "/hello") { $1.body.append("Hello") },
        Route(.get, "/drip") { _, response in
          response.body.append("Hello")
          response.wire = .drip(bytesPerSecond: 10)
        },
        Route(.get, "/stream") { _, response in
          response.wire = .drip(bytesPerSecond: 10)
          response.stream { _ in false }
        },
      ]))
    for (path, fields) in [("/drip", ""), ("/drip", "Connection: close\r\n"), ("/stream", "")] {
      var pair: [Int32] = [-1, -1]
      try #require(socketpair(AF_UNIX, EventLoopTests.socketType, 0, &pair) == 0)
      let connection = try #require(loop.add(pair[0], Address(host: .v4(0), port: 0)))
      let requests = get("/hello") + "GET \(path) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n"
      try #require(write(pair[1], requests, requests.utf8.count) == requests.utf8.count)
      close(pair[1])
      loop.handle(.readable, of: connection)
      #expect(connection.state.isClosed && loop.live == 0)
    }
    ends.forEach { close($0) }
  }

  private static let socketType = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)

  /// A loop that nobody runs, and two ends of a connection.
  private static func loop(_ router: Router) throws -> (EventLoop, ends: [Int32]) {
    let configuration = ServerConfiguration(logger: Logger(label: "http") { _ in SwiftLogNoOpLogHandler() })
    let mailbox = try Mailbox()
    let loop = EventLoop(
      context: ServerContext(configuration: configuration, router: router), mailboxes: [mailbox], index: 0,
      set: try EventSet(of: mailbox))
    return (loop, try pair())
  }

  private static func pair() throws -> [Int32] {
    var ends: [Int32] = [-1, -1]
    try #require(socketpair(AF_UNIX, socketType, 0, &ends) == 0)
    return ends
  }

  @Test("sends all answers of a round, each connection's in order, whatever becomes of one of them")
  func round() throws {
    let entered = DispatchSemaphore(value: 0)
    let gate = DispatchSemaphore(value: 0)
    let large = String(repeating: "x", count: 20_000_000)
    let server = try LiveServer([
      Route(.get, "/block") { _, _ in
        entered.signal()
        #expect(gate.isSignalled())
      },
      Route(.get, "/say/{text}") { $1.body.append($0.parameter("text") ?? "") },
      Route(.get, "/large") { $1.body.append(large) },
    ])
    let clients = try (0..<32).map { number in
      let client = try server.client(receiveBuffer: number == 9 ? 4096 : nil)
      // The loop has it.
      #expect(try client.exchange(get("/say/hello")).text == "hello")
      return client
    }
    let blocker = try server.client()
    try blocker.send(get("/block"))
    #expect(entered.isSignalled())
    for (number, client) in clients.enumerated() {
      try client.send(get("/say/a\(number)") + (number == 9 ? get("/large") : "") + get("/say/b\(number)"))
    }
    clients[5].reset()
    gate.signal()
    #expect(try blocker.response().status == 200)
    for (number, client) in clients.enumerated() where number != 5 {
      #expect(try client.response().text == "a\(number)")
      if number == 9 { #expect(try client.response().body.count == large.utf8.count) }
      #expect(try client.response().text == "b\(number)")
    }
    #expect(try clients[0].exchange(get("/say/more")).text == "more")
    try server.waitForConnections(32)
  }
}

extension String {
  /// The whole numbers that stand between two separators.
  fileprivate func components(between start: String, and end: Character) -> [Int] {
    split(separator: start).compactMap { part in part.firstIndex(of: end).flatMap { Int(part[..<$0]) } }
  }
}
