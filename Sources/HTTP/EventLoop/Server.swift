import Dispatch
import Glibc
import Logging
import Synchronization
import Time

/// An HTTP/1.1 server: it listens, and has its loops answer by its router until it is stopped.
///
/// `start` throws SocketError. Sources: RFC 9110, RFC 9112.
package final class Server: Sendable {
  private struct State {
    var listeners: [Listener] = []
    var mailboxes: [Mailbox] = []
    var addresses: [Address] = []
  }

  private let context: ServerContext
  private let accepting = DispatchQueue(label: "http.accept")
  private let running = DispatchGroup()
  private let state = Mutex(State())

  package init(_ configuration: ServerConfiguration, router: Router) {
    context = ServerContext(configuration: configuration, router: router)
  }

  /// Where it listens, with the ports that the system chose.
  package var addresses: [Address] { state.withLock { $0.addresses } }

  package var connectionCount: Int { context.connections }

  /// Whether it has been told to stop and its loops know.
  package var isStopping: Bool { state.withLock { !$0.mailboxes.isEmpty && $0.listeners.isEmpty } }

  /// Listens on all addresses, or on none; where the system has no IPv6, on the others.
  package func start() throws(SocketError) {
    Server.raiseDescriptorLimit()
    Server.keepTimerDescriptor
    let sockets = try Server.listen(on: context.configuration.addresses, context.configuration.logger)
    do throws(SocketError) {
      let mailboxes = try startLoops()
      let listeners = sockets.map { Listener($0.descriptor, context, mailboxes, accepting) }
      state.withLock { state in
        state.addresses = sockets.map(\.address)
        state.mailboxes = mailboxes
        state.listeners = listeners
      }
      listeners.forEach { $0.start(running) }
    } catch {
      sockets.forEach { Socket.close($0.descriptor) }
      throw error
    }
  }

  /// Accepts no more, lets what is being answered finish within `gracePeriod`, then closes all and calls `completion`.
  ///
  /// A second call may shorten the period.
  package func stop(gracePeriod: Duration = .seconds(10), completion: @escaping @Sendable () -> Void = {}) {
    let deadline = MonotonicClock.monotonic() + gracePeriod.nanoseconds
    accepting.async { [self] in
      let (listeners, mailboxes) = state.withLock { ($0.listeners, $0.mailboxes) }
      listeners.forEach { $0.stop() }
      mailboxes.forEach { $0.post(.stop(deadline: deadline)) }
      state.withLock { $0.listeners = [] }
      running.notify(queue: accepting, execute: completion)
    }
  }

  package func stop(gracePeriod: Duration = .seconds(10)) async {
    await withCheckedContinuation { continuation in
      stop(gracePeriod: gracePeriod) { continuation.resume() }
    }
  }

  private func startLoops() throws(SocketError) -> [Mailbox] {
    var mailboxes: [Mailbox] = []
    var sets: [EventSet] = []
    for _ in 0..<context.configuration.loops {
      let mailbox = try Mailbox()
      sets.append(try EventSet(of: mailbox))
      mailboxes.append(mailbox)
    }
    // All that can fail is done.
    for (index, set) in sets.enumerated() {
      DispatchQueue(label: "http.loop.\(index)").async(group: running) { [context, mailboxes] in
        EventLoop(context: context, mailboxes: mailboxes, index: index, set: set).run()
      }
    }
    return mailboxes
  }

  /// Addresses with port 0 share the port that the first one gets.
  private static func listen(
    on addresses: [Address], _ logger: Logger
  ) throws(SocketError) -> [(descriptor: Int32, address: Address)] {
    // A port that is free for the first address may be in use for the next one: then another is tried.
    for _ in 1..<attempts {
      do throws(SocketError) {
        return try listenOnce(on: addresses, logger)
      } catch {
        guard error.isAddressInUse, addresses.first?.port == 0 else { throw error }
      }
    }
    return try listenOnce(on: addresses, logger)
  }

  private static let attempts = 16

  private static func listenOnce(
    on addresses: [Address], _ logger: Logger
  ) throws(SocketError) -> [(descriptor: Int32, address: Address)] {
    var sockets: [(descriptor: Int32, address: Address)] = []
    var missing: SocketError?
    do throws(SocketError) {
      for var address in addresses {
        if address.port == 0, let first = sockets.first { address.port = first.address.port }
        do throws(SocketError) {
          let descriptor = try Socket.listen(on: address)
          sockets.append((descriptor, Socket.boundAddress(of: descriptor) ?? address))
        } catch {
          guard error.isMissingIPv6 else { throw error }
          logger.debug("not listening", metadata: ["error": "\(error)"])
          missing = error
        }
      }
      if let missing, sockets.isEmpty { throw missing }
      return sockets
    } catch {
      sockets.forEach { Socket.close($0.descriptor) }
      throw error
    }
  }

  /// Has Dispatch open the descriptor of its timers now: later, where clients have taken all, what is due would never
  /// happen.
  ///
  /// It opens it for the first timer that is not due yet when its thread comes to look: one of a millisecond may be.
  private static let keepTimerDescriptor: Void = DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(3600)) {}

  /// A connection is a descriptor: the soft limit, often 1024, goes up to the hard one.
  private static func raiseDescriptorLimit() {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    guard limit.rlim_cur < limit.rlim_max else { return }
    limit.rlim_cur = limit.rlim_max
    _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
