import CSockets

/// What the loop is told of a connection's socket, and what it can be asked to tell.
struct Readiness: OptionSet {
  let rawValue: UInt32

  static let readable = Readiness(rawValue: CS_READABLE)
  static let writable = Readiness(rawValue: CS_WRITABLE)
  /// The client has ended its side.
  static let peerClosed = Readiness(rawValue: CS_PEER_CLOSED)
  static let hungUp = Readiness(rawValue: CS_HANG_UP)
}

/// What a connection is doing: an event goes in, and what is to be done comes out.
///
/// It knows no socket and no clock. Once it is closed it stays so, whatever is tried with it afterwards.
enum ConnectionState {
  /// A request is awaited, or a part of it is there.
  case reading(Arrival)
  /// The answer was put off.
  case suspended(Suspension)
  /// The body of an answer comes in pieces.
  case streaming(ResponseStream, keepsAlive: Bool)
  /// The last answer is leaving.
  case finishing
  /// All is sent; what the client still sends is thrown away, so that it can read the answer.
  case draining(received: Int)
  case closed

  /// How much of the next request is there; its time runs from its first byte.
  enum Arrival { case nothing, part, checkedHead }

  enum Event { case readable, peerClosed, hungUp, allSent, deadline, stop }

  enum Action: Equatable {
    case nothing
    /// Read what has come and answer it.
    case serve
    /// Answer what came while an answer was on its way.
    case resume
    /// The same before the server stops: then close, unless a request has begun.
    case serveOnce
    /// Write the next piece of a streamed body.
    case sendPiece
    case sendKeepAlive
    case endStream
    /// Wait again, for what the state says now.
    case wait
    /// Watch for the client's going only: what it sends is for later.
    case watchForEnd
    /// The client's side has ended, which changes nothing: watch for it no more.
    case ignoreEnd
    /// Tell who put the answer off that nobody may wait for it, and watch no more.
    case reportAbandonment
    case reportStop
    case refuseSlowRequest
    /// End our side and throw away what still comes.
    case startDraining
    case drain
    case shortenDraining
    case close
  }

  mutating func handle(_ event: Event, hasOutput: Bool) -> Action {
    switch (self, event) {
    case (.closed, _): .nothing
    case (.draining, .readable), (.draining, .peerClosed), (.draining, .hungUp): .drain
    case (.draining, .stop): .shortenDraining
    case (.draining, .deadline): .close
    case (.draining, .allSent): .nothing

    case (.reading, .readable), (.reading, .peerClosed), (.reading, .hungUp):
      if !hasOutput { .serve } else { blocked(event) }
    case (.reading, .allSent): .resume
    case (.reading(.nothing), .deadline): .close
    case (.reading, .deadline): hasOutput ? .close : .refuseSlowRequest
    case (.reading(.nothing), .stop): hasOutput ? .nothing : .serveOnce
    case (.reading, .stop): .nothing

    case (.suspended, .peerClosed): .reportAbandonment
    case (.suspended, .allSent): .wait
    case (.suspended, .stop): .reportStop
    case (.suspended, .readable), (.suspended, .hungUp), (.suspended, .deadline): blocked(event)

    // A body without an end is read by nobody once the client has ended its side.
    case (.streaming(let stream, _), .peerClosed): stream.push != nil ? .close : blocked(event)
    case (.streaming, .allSent): .sendPiece
    case (.streaming(let stream, _), .deadline): stream.push != nil && !hasOutput ? .sendKeepAlive : .close
    case (.streaming(let stream, _), .stop): stream.push != nil ? .endStream : .nothing
    case (.streaming, .readable), (.streaming, .hungUp): blocked(event)

    case (.finishing, .allSent): startDraining()
    case (.finishing, .stop): .nothing
    case (.finishing, .readable), (.finishing, .peerClosed), (.finishing, .hungUp), (.finishing, .deadline):
      blocked(event)
    }
  }

  /// Nothing is read from a client that has not had its answers; whether it goes is all that matters.
  private func blocked(_ event: Event) -> Action {
    switch event {
    case .readable: .watchForEnd
    case .peerClosed: .ignoreEnd
    case .hungUp, .deadline: .close
    case .allSent, .stop: .nothing
    }
  }

  private mutating func startDraining() -> Action {
    self = .draining(received: 0)
    return .startDraining
  }

  var isClosed: Bool {
    if case .closed = self { true } else { false }
  }

  var isReading: Bool {
    if case .reading = self { true } else { false }
  }

  var isIdle: Bool {
    if case .reading(.nothing) = self { true } else { false }
  }

  /// Whether requests that come now will be answered some time.
  var goesOn: Bool {
    switch self {
    case .reading, .suspended, .streaming: true
    case .finishing, .draining, .closed: false
    }
  }

  var suspension: Suspension? {
    if case .suspended(let suspension) = self { suspension } else { nil }
  }

  var stream: ResponseStream? {
    if case .streaming(let stream, _) = self { stream } else { nil }
  }

  /// A request is whole: its answer is the connection's business now.
  mutating func completeRequest() {
    if isReading { self = .reading(.nothing) }
  }

  /// A part of a request is there; true if that is new.
  mutating func beginRequest() -> Bool {
    guard isIdle else { return false }
    self = .reading(.part)
    return true
  }

  /// The head of the request that is being received is whole; true the first time.
  mutating func checkHead() -> Bool {
    guard case .reading(let arrival) = self, arrival != .checkedHead else { return false }
    self = .reading(.checkedHead)
    return true
  }

  mutating func suspend(_ suspension: Suspension) {
    if !isClosed { self = .suspended(suspension) }
  }

  /// The answer that was put off is written now.
  mutating func endSuspension() {
    if suspension != nil { self = .reading(.nothing) }
  }

  mutating func continueAfterAnswer(_ rest: ResponseWriter.Rest) {
    guard !isClosed else { return }
    switch rest {
    case .nothing(let keepsAlive): if !keepsAlive { self = .finishing }
    case .stream(let stream, let keepsAlive): self = .streaming(stream, keepsAlive: keepsAlive)
    }
  }

  mutating func endStream() {
    if case .streaming(_, let keepsAlive) = self { self = keepsAlive ? .reading(.nothing) : .finishing }
  }

  /// Counts what was thrown away; false when it is too much.
  mutating func drained(_ count: Int, limit: Int) -> Bool {
    guard case .draining(let received) = self else { return false }
    self = .draining(received: received + count)
    return received + count <= limit
  }

  /// What it was doing, to be ended with it.
  mutating func close() -> ConnectionState {
    defer { self = .closed }
    return self
  }
}

/// An answer that was put off, and what is known of it meanwhile.
final class Suspension {
  let exchange: Exchange
  let deferral: DeferralState
  /// What is answered at a time, unless something comes before.
  var fallback: (due: Int64, fill: @Sendable (inout Response) throws -> Void)?

  init(_ exchange: Exchange, _ deferral: DeferralState) {
    self.exchange = exchange
    self.deferral = deferral
  }
}
