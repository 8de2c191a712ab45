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

/// What is kept of a request for the writing of its answer, which may come later.
struct Exchange {
  /// Nil where the request could not be read so far.
  var method: HTTPMethod?
  var version = HTTPVersion.http11
  var keepsAlive = false
  /// The origin that may read the answer.
  var allowedOrigin: String?
  var preconditions: Preconditions?
  /// When it was read, if that is logged.
  var started: Int64?
  /// What it asked for; kept only where it is logged or has conditions.
  var path: String?

  /// Of a request that could not be read.
  init(started: Int64?) { self.started = started }

  init(_ request: borrowing Request, started: Int64?) {
    method = request.method
    version = request.version
    keepsAlive = request.head.keepsAlive
    if request.origin == .allowed || request.origin == .own { allowedOrigin = request.field(.origin) }
    preconditions = Preconditions(request)
    self.started = started
    if started != nil || preconditions != nil { path = request.path }
  }

  /// The same for a request after which nothing can be read.
  func last() -> Exchange {
    var copy = self
    copy.keepsAlive = false
    return copy
  }

  var isHead: Bool { method == .head }
}
