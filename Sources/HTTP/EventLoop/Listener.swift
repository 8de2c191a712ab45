import Dispatch
import Glibc
import Logging
import Synchronization

/// Accepts the connections of one listening socket and hands them to the loops.
final class Listener: Sendable {
  /// Connections above the limit that may at one time be told so; more are closed without a word.
  private static let refusedAtOnce = 64
  /// How many are accepted before the queue may do something else.
  private static let batch = 64
  /// More can't have connected: the last look takes in all of them, and not those who come meanwhile for ever.
  private static let backlog = Int(SOMAXCONN) + 1

  private let descriptor: Int32
  private let context: ServerContext
  private let mailboxes: [Mailbox]
  private let queue: DispatchQueue
  // Dispatch does not say that its sources may be shared, so a lock says it.
  private let source: Mutex<any DispatchSourceRead>
  /// Whether nothing could be accepted when last tried: it is logged once, not ten times a second.
  private let isStuck = Atomic<Bool>(false)

  init(_ descriptor: Int32, _ context: ServerContext, _ mailboxes: [Mailbox], _ queue: DispatchQueue) {
    self.descriptor = descriptor
    self.context = context
    self.mailboxes = mailboxes
    self.queue = queue
    source = Mutex(DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue))
  }

  /// `running` is left once the socket is closed, and the address free.
  func start(_ running: DispatchGroup) {
    running.enter()
    source.withLock { source in
      source.setEventHandler { [weak self] in self?.acceptWaiting(atMost: Listener.batch) }
      source.setCancelHandler { [descriptor] in
        Socket.close(descriptor)
        running.leave()
      }
      source.resume()
    }
  }

  /// Takes in who has connected already, then no one. Called on the queue.
  func stop() {
    acceptWaiting(atMost: Listener.backlog)
    source.withLock { $0.cancel() }
  }

  private func acceptWaiting(atMost count: Int) {
    for _ in 0..<count {
      if let (descriptor, peer) = Socket.accept(self.descriptor) {
        isStuck.store(false, ordering: .relaxed)
        hand(descriptor, peer)
        continue
      }
      switch errno {
      case EINTR, ECONNABORTED: continue
      case EMFILE, ENFILE, ENOBUFS, ENOMEM: return pause(errno)
      default: return
      }
    }
  }

  private func hand(_ descriptor: Int32, _ peer: Address) {
    let limit = context.configuration.maxConnections
    let count = context.connectionBegan()
    guard count <= limit + Listener.refusedAtOnce else {
      context.connectionEnded()
      return Socket.close(descriptor)
    }
    if !mailboxes[context.entryLoop].post(.connection(descriptor, peer, count > limit ? .refused : .accepted)) {
      context.connectionEnded()
      Socket.close(descriptor)
    }
  }

  /// The system has no descriptor left: the connection waits in its queue, and asking at once again would only spin.
  ///
  /// It sleeps rather than have a timer resume it: Dispatch may have no timer without a descriptor.
  private func pause(_ errno: Int32) {
    if !isStuck.exchange(true, ordering: .relaxed) {
      context.configuration.logger.warning(
        "accepting pauses", metadata: ["error": "\(SocketError("accept", errno: errno))"])
    }
    usleep(100_000)
  }
}
