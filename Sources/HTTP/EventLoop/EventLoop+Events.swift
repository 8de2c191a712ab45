/// What happens to connections: readiness, time, and mail; and what is done about it.
extension EventLoop {
  /// How much of what a client sends after the last answer is thrown away, and for how long.
  private static let drainLimit = 1 << 26
  private static let drainTime: Int64 = 5_000_000_000
  /// The same while the server stops: many clients keep a connection until they next want to use it.
  private static let lastDrainTime: Int64 = 250_000_000

  /// The socket is ready.
  func handle(_ readiness: Readiness, of connection: Connection) {
    if readiness.contains(.readable), connection.canAnswer { return serve(connection) }
    if !readiness.isDisjoint(with: .hungUp) {
      apply(.hungUp, to: connection)
    } else if readiness.contains(.peerClosed) {
      apply(.peerClosed, to: connection)
    } else if readiness.contains(.readable) {
      apply(.readable, to: connection)
    }
    if readiness.contains(.writable), !connection.state.isClosed { sendKept(connection) }
  }

  func allSent(_ connection: Connection) { apply(.allSent, to: connection) }

  /// Has the connection's state decide on an event, and does what it says.
  private func apply(_ event: ConnectionState.Event, to connection: Connection) {
    let action = connection.state.handle(event, hasOutput: !connection.output.isEmpty)
    switch action {
    case .nothing: break
    case .serve: serve(connection)
    case .serveOnce:
      // A request may have come already that no event has told of.
      if connection.isInterrupted { resume(connection) } else { serve(connection) }
      if connection.state.isIdle { close(connection) }
    case .resume: resume(connection)
    case .sendPiece: sendPiece(connection)
    case .sendKeepAlive: sendKeepAlive(connection)
    case .endStream: connection.state.stream?.push?.finish()
    case .wait:
      watch(connection, for: .peerClosed)
      settle(connection)
    case .watchForEnd: watch(connection, for: connection.interest.intersection(.writable).union(.peerClosed))
    case .ignoreEnd: watch(connection, for: connection.interest.intersection(.writable))
    case .reportAbandonment:
      connection.state.suspension?.deferral.abandon()
      watch(connection, for: connection.interest.intersection(.writable))
    case .reportStop: connection.state.suspension?.deferral.stop()
    case .refuseSlowRequest:
      refuse(connection, HTTPError(.requestTimeout, "The request did not arrive in time"))
      leave(connection)
    case .startDraining: startDraining(connection)
    case .drain: drain(connection)
    case .shortenDraining:
      setDeadline(of: connection, to: min(connection.deadline, now &+ EventLoop.lastDrainTime))
    case .close: close(connection)
    }
  }

  /// RFC 9112, section 9.6: closing at once could reset the connection before the client has read the answer.
  private func startDraining(_ connection: Connection) {
    Socket.finishSending(connection.descriptor)
    connection.input = nil
    watch(connection, for: .readable)
    setDeadline(of: connection, to: now &+ (isStopping ? EventLoop.lastDrainTime : EventLoop.drainTime))
  }

  private func drain(_ connection: Connection) {
    var input = scratch.take() ?? InputBuffer(capacity: InputBuffer.pieceSize)
    let received = input.receive(from: connection.descriptor)
    let goesOn = connection.state.drained(input.count, limit: EventLoop.drainLimit)
    input.removeAll()
    scratch = consume input
    switch received {
    case .bytes where goesOn, .nothing: break
    case .bytes, .end, .failed: close(connection)
    }
  }

  func readMail() {
    for message in mailbox.take() {
      switch message {
      case .connection(let descriptor, let peer, let arrival):
        guard let connection = add(descriptor, peer) else { continue }
        switch arrival {
        case .accepted: break
        case .refused:
          refuse(connection, HTTPError(.serviceUnavailable, "All connections of this server are in use"))
          leave(connection)
        case .moved(let preference): connection.preference = preference
        }
        // The listener or the loop that handed it over had not been told to stop yet.
        if isStopping, !connection.state.isClosed { stop(connection) }
      case .completion(let ticket, let due, let fill): complete(ticket, due: due, fill)
      case .stream(let ticket):
        guard let connection = connection(of: ticket), connection.output.isEmpty else { continue }
        sendPiece(connection)
      case .stop(let deadline): stop(by: deadline)
      }
    }
  }

  /// A deferral was completed somewhere; its answer leaves now, or when its delay is over.
  private func complete(_ ticket: Ticket, due: Int64, _ fill: @escaping @Sendable (inout Response) throws -> Void) {
    guard let connection = connection(of: ticket), let suspension = connection.state.suspension else { return }
    guard due > now else { return finish(suspension, of: connection, fill) }
    suspension.fallback = (due, fill)
    setPace(of: connection, to: due)
  }

  /// A timer that was armed is due; it may have been overtaken.
  func timerFired(_ entry: TimerWheel.Entry) {
    if entry.token == EventLoop.stopToken {
      if now >= stopDeadline { connections.forEach { close($0) } }
      return
    }
    guard let connection = connection(entry.token) else { return }
    if entry.token & EventLoop.paceBit != 0 {
      paceReached(connection)
    } else if entry.due == connection.armedAt {
      connection.armedAt = .max
      if now >= connection.deadline {
        apply(.deadline, to: connection)
      } else if connection.deadline < .max {
        setDeadline(of: connection, to: connection.deadline)
      }
    }
  }

  private func paceReached(_ connection: Connection) {
    if let suspension = connection.state.suspension, let (due, fill) = suspension.fallback, now >= due {
      finish(suspension, of: connection, fill)
    }
    guard now >= connection.output.dripDue else { return }
    connection.output.dripDue = .max
    if connection.output.drip != nil, !connection.state.isClosed { sendKept(connection) }
  }

  private func stop(by deadline: Int64) {
    isStopping = true
    stopDeadline = min(stopDeadline, deadline)
    wheel.insert(EventLoop.stopToken, due: stopDeadline)
    for connection in connections { stop(connection) }
  }

  private func stop(_ connection: Connection) {
    apply(.stop, to: connection)
    if now >= stopDeadline { close(connection) }
  }
}
