import CSockets
import Glibc
import Synchronization

/// The only way into a loop from outside: messages under a lock, and a descriptor that wakes it.
final class Mailbox: Sendable {
  enum Message: Sendable {
    case connection(Int32, Address, Arrival)
    case completion(Ticket, due: Int64, @Sendable (inout Response) throws -> Void)
    /// A push stream has something to send.
    case stream(Ticket)
    /// Nothing new; what is being answered has until then.
    case stop(deadline: Int64)
  }

  /// Where a connection comes from.
  enum Arrival {
    case accepted
    /// There are too many connections: this one is answered so, and closed.
    case refused
    /// From another loop, for what its requests asked for.
    case moved(LoopPreference)
  }

  private struct State {
    var messages: [Message] = []
    var isClosed = false
  }

  private let state = Mutex(State())
  let wakeUp: Int32

  init() throws(SocketError) {
    wakeUp = eventfd(0, CS_EVENTFD_FLAGS)
    guard wakeUp >= 0 else { throw SocketError("eventfd") }
  }

  deinit { Socket.close(wakeUp) }

  /// False if the loop has gone; the message is then nobody's.
  @discardableResult
  func post(_ message: Message) -> Bool {
    let (isFirst, isClosed) = state.withLock { state in
      guard !state.isClosed else { return (false, true) }
      state.messages.append(message)
      return (state.messages.count == 1, false)
    }
    // A sender that finds messages there knows that the loop has been woken for them.
    if isFirst {
      var one: UInt64 = 1
      _ = unsafe write(wakeUp, &one, 8)
    }
    return !isClosed
  }

  func take() -> [Message] {
    var number: UInt64 = 0
    _ = unsafe read(wakeUp, &number, 8)
    return state.withLock { state in
      let messages = state.messages
      state.messages = []
      return messages
    }
  }

  /// Takes in nothing any more, unless a message waits to be read; returns whether it is closed.
  func closeIfEmpty() -> Bool {
    state.withLock { state in
      state.isClosed = state.messages.isEmpty
      return state.isClosed
    }
  }
}
