import Basics

/// A client's connection: what it is doing, and the bytes that could not be dealt with at once.
///
/// An idle one owns no buffers. It belongs to one loop.
final class Connection {
  enum Phase {
    /// A request is awaited, or has come in part.
    case reading
    /// An answer was put off.
    case suspended
    /// An answer is made piece by piece.
    case streaming
    /// The last answer is leaving.
    case finishing
    /// All is sent; what the client still sends is thrown away, so that it can read the answer.
    case draining
    case closed
  }

  let descriptor: Int32
  let peer: Address
  let token: UInt64
  var phase = Phase.reading
  var input: InputBuffer?
  var parser: RequestParser?
  var output = ByteBuffer()
  var outputStart = 0
  /// What the loop's epoll set was last told to watch.
  var interest: UInt32
  /// When the connection has waited long enough; a timer is armed at or before it.
  var deadline = Int64.max
  var armedAt = Int64.max
  /// When the next drops of a dripping answer are due.
  var dripDue = Int64.max
  /// When an answer that was put off is due.
  var fillDue = Int64.max
  /// Counts its requests, so that a late completion finds only its own.
  var exchangeNumber: UInt64 = 0
  var exchange = Exchange()
  var deferral: DeferralState?
  var fill: (@Sendable (inout Response) throws -> Void)?
  var stream: ResponseStream?
  var drip: Drip?
  /// Whether part of a request is there, and its time runs.
  var isPartial = false
  /// Whether the head of the request that is being received was looked at.
  var isHeadChecked = false
  var drained = 0

  init(descriptor: Int32, peer: Address, token: UInt64, interest: UInt32) {
    self.descriptor = descriptor
    self.peer = peer
    self.token = token
    self.interest = interest
  }

  var hasOutput: Bool { output.count > outputStart }

  /// Appends what the socket did not take.
  func keepOutput(_ bytes: UnsafeRawBufferPointer) {
    if outputStart > 0 {
      output.removeFirst(outputStart)
      outputStart = 0
    }
    output.append(bytes)
  }

  func outputWasSent(_ count: Int) {
    outputStart += count
    guard outputStart >= output.count else { return }
    output.removeAll(keepingUpTo: 0)
    outputStart = 0
  }
}
