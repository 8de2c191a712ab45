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
