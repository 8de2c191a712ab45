import CSockets
import Glibc

/// A loop's epoll set, which its mailbox wakes: made before the loop, so that nothing can fail where that runs.
final class EventSet: Sendable {
  let descriptor: Int32

  init(of mailbox: Mailbox) throws(SocketError) {
    descriptor = epoll_create1(CS_EPOLL_FLAGS)
    guard descriptor >= 0 else { throw SocketError("epoll_create1") }
    let result = cs_epoll_control(descriptor, EPOLL_CTL_ADD, mailbox.wakeUp, CS_READABLE, EventLoop.mailboxToken)
    guard result == 0 else { throw SocketError("epoll_ctl") }
  }

  deinit {
    if descriptor >= 0 { Socket.close(descriptor) }
  }
}

/// The events of one round of a loop.
@safe struct ReadyEvents: ~Copyable {
  static let limit = 256
  private let events: UnsafeMutablePointer<epoll_event>
  /// How many the latest wait found.
  private(set) var count = 0

  init() {
    unsafe events = .allocate(capacity: ReadyEvents.limit)
  }

  deinit { unsafe events.deallocate() }

  /// Waits until something in the set is ready, at most so many milliseconds; -1 waits without an end.
  ///
  /// - Parameter most: how many events it takes, and never more than `limit`; the others come first in the next wait.
  mutating func wait(for set: EventSet, milliseconds: Int32, atMost most: Int) {
    let most = Int32(min(max(most, 1), ReadyEvents.limit))
    count = max(0, Int(unsafe epoll_wait(set.descriptor, events, most, milliseconds)))
  }

  /// The token that was registered, and what is ready.
  subscript(_ index: Int) -> (token: UInt64, readiness: Readiness) {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "there is no such event")
    return unsafe (cs_epoll_token(events + index), Readiness(rawValue: events[index].events))
  }
}
