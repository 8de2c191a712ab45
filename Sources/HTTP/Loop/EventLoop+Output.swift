import Basics
import CSockets

/// Sending: at once what the socket takes, the rest when it takes more.
extension EventLoop {
  /// Sends what was written for the connection; what the socket does not take waits with it.
  func flush(_ connection: Connection) {
    sendGathered()
    send(0..<out.count, to: connection)
    emptyOutput()
    if connection.phase == .finishing, !connection.hasOutput { startDraining(connection) }
  }

  func emptyOutput() { out.removeAll(keepingUpTo: 1 << 20) }

  func becameWritable(_ connection: Connection) {
    guard sendKept(connection) else { return }
    guard !connection.hasOutput else { return waitToSend(connection) }
    switch connection.phase {
    case .streaming: advance(connection)
    case .finishing: startDraining(connection)
    case .reading:
      connection.drip = nil
      resume(connection)
    case .suspended:
      connection.drip = nil
      watch(connection, for: CS_PEER_CLOSED)
      settle(connection)
    case .draining, .closed: break
    }
  }

  /// Waits for room, or for the next drop; a client that takes nothing for too long is given up.
  func waitToSend(_ connection: Connection) {
    if let drip = connection.drip {
      setDeadline(of: connection, to: drip.stuckSince.map { $0 &+ idleTimeout } ?? .max)
      watch(connection, for: CS_PEER_CLOSED)
      guard connection.dripDue == .max else { return }
      connection.dripDue = now &+ Drip.step
      setPace(of: connection, to: connection.dripDue)
    } else {
      setDeadline(of: connection, to: now &+ idleTimeout)
      let peer = connection.phase == .suspended ? CS_PEER_CLOSED : 0
      watch(connection, for: CS_WRITABLE | peer)
    }
  }

  /// Writes what a streamed answer has to send now.
  func advance(_ connection: Connection) {
    guard let stream = connection.stream else { return }
    switch stream.body {
    case .pull(let source): pull(connection, stream, source)
    case .push(let push): forward(connection, stream, push)
    }
  }

  /// Sends what was written to a push stream since the last time.
  private func forward(_ connection: Connection, _ stream: ResponseStream, _ push: PushStream) {
    sendGathered()
    piece.removeAll(keepingUpTo: 1 << 18)
    let isLast = push.take(into: &piece)
    if !piece.isEmpty { ResponseStream.write(piece, to: &out, isChunked: stream.isChunked) }
    if isLast, stream.isChunked { out.append("0\r\n\r\n") }
    endPiece(of: connection, goesOn: !isLast)
    if connection.phase == .streaming, !connection.hasOutput { push.drained() }
  }

  /// Sends what keeps an idle push stream alive, or nothing where there is no such thing.
  func keepAlive(_ connection: Connection, _ stream: ResponseStream, _ push: PushStream) {
    guard let keepAlive = push.keepAlive else { return }
    sendGathered()
    piece.removeAll(keepingUpTo: 1 << 18)
    piece.append(keepAlive.bytes)
    ResponseStream.write(piece, to: &out, isChunked: stream.isChunked)
    endPiece(of: connection, goesOn: true)
  }

  /// Asks a streamed answer for what may be sent now.
  private func pull(_ connection: Connection, _ stream: ResponseStream, _ source: Response.Source) {
    sendGathered()
    var goesOn = true
    do {
      while goesOn, out.count < EventLoop.streamWater {
        goesOn = try stream.writeNext(of: source, to: &out, through: &piece)
      }
    } catch {
      // The status has been sent: a broken connection is the only way left to say that the body is not whole.
      out.removeAll()
      logFault(error, identifier: nil)
      return close(connection, withReset: true)
    }
    endPiece(of: connection, goesOn: goesOn)
  }

  private func endPiece(of connection: Connection, goesOn: Bool) {
    if !goesOn {
      connection.stream?.push?.end()
      connection.stream = nil
      connection.phase = connection.exchange.keepsAlive ? .reading : .finishing
    }
    flush(connection)
    guard !goesOn, connection.phase == .reading, !connection.hasOutput else { return settle(connection) }
    resume(connection)
  }

  /// Sends that part of what was written.
  func send(_ range: Range<Int>, to connection: Connection) {
    guard connection.phase != .closed, !range.isEmpty else { return }
    out.withBytes { all in
      let bytes = all.part(range.lowerBound, range.upperBound)
      // What must wait for its turn, or for its time, goes behind what waits already.
      guard !connection.hasOutput, connection.drip == nil else { return connection.keepOutput(bytes) }
      guard let sent = Socket.send(connection.descriptor, bytes) else { return close(connection) }
      if sent < bytes.count { connection.keepOutput(bytes.part(sent, bytes.count)) }
    }
  }

  /// False if the connection is broken.
  private func sendKept(_ connection: Connection) -> Bool {
    guard connection.hasOutput else { return true }
    let limit = connection.drip.map { $0.allowance(at: now) } ?? Int.max
    let count = min(connection.output.count - connection.outputStart, limit)
    let sent = connection.output.withBytes { bytes in
      let rest = bytes.part(connection.outputStart, connection.outputStart + count)
      return rest.isEmpty ? 0 : Socket.send(connection.descriptor, rest)
    }
    guard let sent else {
      close(connection)
      return false
    }
    connection.outputWasSent(sent)
    connection.drip?.count(sent, of: count, at: now)
    return true
  }

  /// RFC 9112, section 9.6: closing at once could reset the connection before the client has read the answer.
  private func startDraining(_ connection: Connection) {
    Socket.finishSending(connection.descriptor)
    connection.phase = .draining
    connection.input = nil
    watch(connection, for: CS_READABLE)
    setDeadline(of: connection, to: now &+ (isStopping ? EventLoop.lastDrainTime : EventLoop.drainTime))
  }
}
