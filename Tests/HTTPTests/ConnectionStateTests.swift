import Testing

@testable import HTTP

@Suite("ConnectionState")
struct ConnectionStateTests {
  /// The states that a connection can be in, by name.
  enum Kind: String, CaseIterable, Sendable {
    case idle, part, suspended, pulling, pushing, finishing, draining, closed

    var state: ConnectionState {
      switch self {
      case .idle: return .reading(.nothing)
      case .part: return .reading(.part)
      case .suspended:
        let deferral = DeferralState(ticket: .none, mailbox: nil)
        return .suspended(Suspension(Exchange(started: nil), deferral))
      case .pulling: return .streaming(ResponseStream(body: .pull { _ in false }, isChunked: true), keepsAlive: true)
      case .pushing:
        let push = PushStream(
          limit: 1, keepAlive: .init(":", every: .nanoseconds(7)), ticket: .none, mailbox: nil)
        return .streaming(ResponseStream(body: .push(push), isChunked: true), keepsAlive: false)
      case .finishing: return .finishing
      case .draining: return .draining(received: 0)
      case .closed: return .closed
      }
    }

    init(of state: ConnectionState) {
      switch state {
      case .reading(.nothing): self = .idle
      case .reading: self = .part
      case .suspended: self = .suspended
      case .streaming(let stream, _): self = stream.push == nil ? .pulling : .pushing
      case .finishing: self = .finishing
      case .draining: self = .draining
      case .closed: self = .closed
      }
    }
  }

  struct Row: Sendable {
    let kind: Kind
    /// For: readable, peerClosed, hungUp, allSent, deadline, stop.
    let actions: [ConnectionState.Action]

    init(_ kind: Kind, _ actions: ConnectionState.Action...) {
      self.kind = kind
      self.actions = actions
    }
  }

  private static let events: [ConnectionState.Event] = [.readable, .peerClosed, .hungUp, .allSent, .deadline, .stop]

  @Test(
    "says what an event asks for where nothing waits to be sent",
    arguments: [
      Row(.idle, .serve, .serve, .serve, .resume, .close, .serveOnce),
      Row(.part, .serve, .serve, .serve, .resume, .refuseSlowRequest, .nothing),
      Row(.suspended, .watchForEnd, .reportAbandonment, .close, .wait, .close, .reportStop),
      Row(.pulling, .watchForEnd, .ignoreEnd, .close, .sendPiece, .close, .nothing),
      Row(.pushing, .watchForEnd, .close, .close, .sendPiece, .sendKeepAlive, .endStream),
      Row(.finishing, .watchForEnd, .ignoreEnd, .close, .startDraining, .close, .nothing),
      Row(.draining, .drain, .drain, .drain, .nothing, .close, .shortenDraining),
      Row(.closed, .nothing, .nothing, .nothing, .nothing, .nothing, .nothing),
    ])
  func actions(_ row: Row) {
    for (event, action) in zip(ConnectionStateTests.events, row.actions) {
      var state = row.kind.state
      #expect(state.handle(event, hasOutput: false) == action, "\(event)")
      #expect(Kind(of: state) == (action == .startDraining ? .draining : row.kind))
    }
  }

  @Test(
    "reads nothing from a client that has answers to take",
    arguments: [
      Row(.idle, .watchForEnd, .ignoreEnd, .close, .resume, .close, .nothing),
      Row(.part, .watchForEnd, .ignoreEnd, .close, .resume, .close, .nothing),
      Row(.suspended, .watchForEnd, .reportAbandonment, .close, .wait, .close, .reportStop),
      Row(.pushing, .watchForEnd, .close, .close, .sendPiece, .close, .endStream),
    ])
  func blocked(_ row: Row) {
    for (event, action) in zip(ConnectionStateTests.events, row.actions) {
      var state = row.kind.state
      #expect(state.handle(event, hasOutput: true) == action, "\(event)")
    }
  }

  @Test("stays closed whatever is tried with it")
  func closed() {
    var state = ConnectionState.reading(.nothing)
    #expect(Kind(of: state.close()) == .idle)
    state.completeRequest()
    #expect(!state.beginRequest() && !state.checkHead() && !state.drained(1, limit: 10))
    if let suspension = Kind.suspended.state.suspension { state.suspend(suspension) }
    state.endSuspension()
    state.continueAfterAnswer(.nothing(keepsAlive: false))
    if let stream = Kind.pulling.state.stream { state.continueAfterAnswer(.stream(stream, keepsAlive: true)) }
    state.endStream()
    #expect(state.isClosed && !state.goesOn)
  }

  @Test("goes on after an answer as the answer says")
  func answers() throws {
    var state = ConnectionState.reading(.nothing)
    state.continueAfterAnswer(.nothing(keepsAlive: true))
    #expect(state.isIdle)
    let stream = try #require(Kind.pulling.state.stream)
    state.continueAfterAnswer(.stream(stream, keepsAlive: true))
    state.endStream()
    #expect(state.isIdle)
    state.continueAfterAnswer(.stream(stream, keepsAlive: false))
    state.endStream()
    #expect(Kind(of: state) == .finishing)
  }

  @Test("reports the beginning of a request and its header section once each")
  func arrival() {
    var state = ConnectionState.reading(.nothing)
    #expect(state.beginRequest() && !state.beginRequest())
    #expect(state.checkHead() && !state.checkHead())
    state.completeRequest()
    #expect(state.isIdle && state.beginRequest())
  }

  @Test("drains so much and no more")
  func drains() {
    var state = ConnectionState.draining(received: 0)
    #expect(state.drained(6, limit: 10) && state.drained(4, limit: 10) && !state.drained(1, limit: 10))
  }

  struct Waiting: Sendable {
    let kind: Kind
    let hasOutput: Bool
    let wait: ConnectionWait

    init(_ kind: Kind, hasOutput: Bool = false, _ wait: ConnectionWait) {
      self.kind = kind
      self.hasOutput = hasOutput
      self.wait = wait
    }
  }

  @Test(
    "waits for what comes next, and as long as it may",
    arguments: [
      Waiting(.idle, ConnectionWait(interest: .readable, deadline: 110)),
      Waiting(.part, ConnectionWait(interest: .readable)),
      Waiting(.suspended, ConnectionWait(deadline: .max)),
      Waiting(.pushing, ConnectionWait(interest: .peerClosed, deadline: 107)),
      Waiting(.pulling, ConnectionWait(interest: .writable, deadline: 110)),
      Waiting(.idle, hasOutput: true, ConnectionWait(interest: .writable, deadline: 110)),
      Waiting(.suspended, hasOutput: true, ConnectionWait(interest: [.writable, .peerClosed], deadline: 110)),
      Waiting(.finishing, hasOutput: true, ConnectionWait(interest: .writable, deadline: 110)),
      Waiting(.draining, ConnectionWait()), Waiting(.closed, ConnectionWait()),
    ])
  func waits(_ row: Waiting) {
    let wait = ConnectionWait(of: row.kind.state, hasOutput: row.hasOutput, drip: nil, now: 100, timeout: 10)
    #expect(wait == row.wait)
  }

  @Test("waits for the next drops of a dripping answer, for ever while its client takes them")
  func drips() {
    var drip = Drip(bytesPerSecond: 1, started: 0)
    let wait = { (drip: Drip) in
      ConnectionWait(of: .reading(.nothing), hasOutput: true, drip: drip, now: 100, timeout: 10)
    }
    #expect(wait(drip) == ConnectionWait(interest: .peerClosed, deadline: .max, drips: true))
    drip.count(0, of: 5, at: 97)
    #expect(wait(drip) == ConnectionWait(interest: .peerClosed, deadline: 107, drips: true))
  }
}
