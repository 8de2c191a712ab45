import Dispatch
import Logging
import TestSupport
import Testing

@testable import HTTP

@Suite("Listener")
struct ListenerTests {
  @Test("takes in everyone who has connected before it stops")
  func stops() throws {
    let configuration = ServerConfiguration(logger: Logger(label: "http") { _ in SwiftLogNoOpLogHandler() })
    let context = ServerContext(configuration: configuration, router: try Router([]))
    let mailbox = try Mailbox()
    let descriptor = try Socket.listen(on: Address(host: .v4(UInt32(0x7F00_0001).bigEndian), port: 0))
    let port = try #require(Socket.boundAddress(of: descriptor)?.port)
    let queue = DispatchQueue(label: "test.accept")
    let listener = Listener(descriptor, context, [mailbox], queue)
    // Nobody is accepted but by the stop.
    queue.suspend()
    let running = DispatchGroup()
    listener.start(running)
    let clients = try (0..<100).map { _ in try RawClient(port: port) }
    listener.stop()
    queue.resume()
    #expect(running.wait(timeout: .now() + WaitLimit.interval) == .success)
    let messages = mailbox.take()
    #expect(messages.count == clients.count)
    for case .connection(let descriptor, _, _) in messages { Socket.close(descriptor) }
  }
}
