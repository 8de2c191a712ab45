import Basics

/// A client's connection: its socket, what it is doing, and the bytes that could not be dealt with at once.
///
/// An idle one owns no buffers. It belongs to one loop at a time.
final class Connection {
  let descriptor: Int32
  let peer: Address
  /// Names it on its loop.
  let token: UInt64
  var state = ConnectionState.reading(.nothing)
  /// What came and has not been answered.
  var input: InputBuffer?
  /// Whether `input` has whole requests that wait for the connection's next turn.
  var isInterrupted = false
  /// What has been read of the request at the front of `input`.
  var parser: RequestParser?
  /// What the socket did not take.
  var output = OutputBuffer()
  /// What the loop's epoll set was last told to watch.
  var interest: Readiness
  /// When the connection has waited long enough; a timer is armed at or before it.
  var deadline = Int64.max
  var armedAt = Int64.max
  var preference = LoopPreference()
  /// Counts its requests, so that a late completion finds only its own.
  private(set) var exchangeNumber: UInt64 = 0

  init(descriptor: Int32, peer: Address, token: UInt64, interest: Readiness) {
    self.descriptor = descriptor
    self.peer = peer
    self.token = token
    self.interest = interest
  }

  /// Whether the next request may be answered: its answer has room, and none before it is still to come.
  var canAnswer: Bool { state.isReading && output.isEmpty }

  /// Names an exchange that begins now.
  func nextTicket() -> Ticket {
    exchangeNumber &+= 1
    return Ticket(token: token, exchange: exchangeNumber)
  }
}

/// Names one exchange on one loop: a connection's place, its generation, and which of its requests.
struct Ticket: Sendable, Equatable {
  var token: UInt64
  var exchange: UInt64

  static let none = Ticket(token: .max, exchange: 0)
}
