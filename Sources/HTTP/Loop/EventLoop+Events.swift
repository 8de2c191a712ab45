import CSockets

/// What happens to connections: readiness, time, and mail.
extension EventLoop {
  func handle(_ events: UInt32, of connection: Connection) {
    let hungUp = events & CS_HANG_UP != 0
    switch connection.phase {
    case .reading where !connection.hasOutput:
      if events & CS_READABLE != 0 || hungUp { receive(connection) }
    case .draining:
      drain(connection)
    case .closed:
      break
    default:
      if hungUp || (events & CS_PEER_CLOSED != 0 && connection.stream?.push != nil) {
        // A body without an end is read by nobody once the client has ended its side.
        close(connection)
      } else if events & CS_PEER_CLOSED != 0 {
        // The client has ended its side: it may still want the answer, or be gone. Who puts it off is told.
        connection.deferral?.abandon()
        watch(connection, for: connection.interest & CS_WRITABLE)
      } else if events & CS_READABLE != 0 {
        // Nothing more is read from a client that has not had its answer; only its going is watched.
        watch(connection, for: connection.interest & CS_WRITABLE | CS_PEER_CLOSED)
      }
      if events & CS_WRITABLE != 0, connection.phase != .closed { becameWritable(connection) }
    }
  }

  func readMail() {
    for message in mailbox.take() {
      switch message {
      case .connection(let descriptor, let peer, let isRefused):
        guard let connection = add(descriptor, peer) else { continue }
        if isRefused { refuseConnection(connection) }
      case .completion(let ticket, let due, let fill):
        complete(ticket, due: due, fill)
      case .stream(let ticket):
        guard let connection = connection(ticket.token), connection.phase == .streaming,
          connection.exchangeNumber == ticket.exchange, !connection.hasOutput
        else { continue }
        advance(connection)
      case .stop(let deadline):
        stop(by: deadline)
      }
    }
  }

  /// What is left when the loop ends is nobody's; its descriptors are closed.
  func closeMailbox() {
    for case .connection(let descriptor, _, _) in mailbox.close() {
      Socket.close(descriptor)
      context.connectionEnded()
    }
  }

  func setDeadline(of connection: Connection, to deadline: Int64) {
    connection.deadline = deadline
    // Later deadlines are looked at when the timer that is armed fires: a request costs no timer.
    guard deadline < connection.armedAt else { return }
    connection.armedAt = deadline
    wheel.insert(connection.token, due: deadline)
  }

  /// Has the connection looked at when its drip or its deferral is due.
  func setPace(of connection: Connection, to due: Int64) {
    wheel.insert(connection.token | EventLoop.paceBit, due: due)
  }

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
        timedOut(connection)
      } else if connection.deadline < .max {
        setDeadline(of: connection, to: connection.deadline)
      }
    }
  }

  private func paceReached(_ connection: Connection) {
    if now >= connection.fillDue, let fill = connection.fill { finishDeferral(connection, fill) }
    guard now >= connection.dripDue else { return }
    connection.dripDue = .max
    if connection.drip != nil, connection.phase != .closed { becameWritable(connection) }
  }

  private func timedOut(_ connection: Connection) {
    switch connection.phase {
    case .reading where connection.isPartial && !connection.hasOutput:
      refuse(connection, HTTPError(.requestTimeout, "The request did not arrive within the time that it may take"))
    case .streaming where !connection.hasOutput:
      guard let stream = connection.stream, let push = stream.push else { return close(connection) }
      keepAlive(connection, stream, push)
    default:
      close(connection)
    }
  }

  private func stop(by deadline: Int64) {
    isStopping = true
    stopDeadline = min(stopDeadline, deadline)
    wheel.insert(EventLoop.stopToken, due: stopDeadline)
    for connection in connections where isIdle(connection) {
      // A request may have come already that no event has told of.
      receive(connection)
      if isIdle(connection) { close(connection) }
    }
    for connection in connections {
      connection.deferral?.stop()
      connection.stream?.push?.finish()
    }
    for connection in connections where connection.phase == .draining {
      setDeadline(of: connection, to: min(connection.deadline, now &+ EventLoop.lastDrainTime))
    }
    if now >= stopDeadline { connections.forEach { close($0) } }
  }

  private func isIdle(_ connection: Connection) -> Bool {
    connection.phase == .reading && !connection.hasOutput && !connection.isPartial
  }
}
