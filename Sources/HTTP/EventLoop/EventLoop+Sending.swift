import Basics
import Time

/// Sending: at once what the socket takes, the rest when it takes more.
///
/// The answers of one round leave one behind the other when it has read what there was to read. A client that is sent
/// to wakes up, and what it does next takes the processor's caches: sending to all of them in one go costs a third less
/// of the system's time than sending to each between two requests.
extension EventLoop {
  /// How long an answer may wait for those behind it, in nanoseconds: that of a slow call is not waited for twice.
  static let longestWait: Int64 = 250_000
  /// A streamed answer is asked for more while less than this waits.
  private static let streamWater = 1 << 16
  /// What of a piece buffer's memory is kept for the next one.
  private static let keptPiece = 1 << 18

  /// What a connection is sent at the end of a round: the loop's bytes up to `end`, from where those before it end.
  struct GatheredAnswer {
    let connection: Connection
    let end: Int
  }

  /// Has the connection's answers leave with those of the round, or at once where more than sending is to be done.
  func leave(_ connection: Connection) {
    let start = gathered.last?.end ?? 0
    guard out.count > start, connection.canAnswer, connection.output.drip == nil else {
      flush(connection)
      return settle(connection)
    }
    let time = MonotonicClock.monotonic()
    if gathered.isEmpty { gatheringSince = time }
    gathered.append(GatheredAnswer(connection: connection, end: out.count))
    if time &- gatheringSince >= EventLoop.longestWait || out.count >= EventLoop.highWater { sendGathered() }
  }

  /// Sends what was gathered for the connections before; what was written behind it stays.
  func sendGathered() {
    guard !gathered.isEmpty else { return }
    var start = 0
    for answer in gathered {
      send(start..<answer.end, to: answer.connection)
      settle(answer.connection)
      start = answer.end
    }
    gathered.removeAll(keepingCapacity: true)
    if start < out.count { out.removeFirst(start) } else { emptyOut() }
  }

  /// Sends what was written for the connection; what the socket does not take waits with it.
  func flush(_ connection: Connection) {
    sendGathered()
    send(0..<out.count, to: connection)
    emptyOut()
    if case .finishing = connection.state, connection.output.isEmpty { allSent(connection) }
  }

  /// Sends what waits with the connection, as far as the socket takes it and its pace lets it.
  func sendKept(_ connection: Connection) {
    guard connection.output.send(to: connection.descriptor, at: now) else { return close(connection) }
    guard connection.output.isEmpty else { return settle(connection) }
    if connection.state.isReading || connection.state.suspension != nil { connection.output.drip = nil }
    allSent(connection)
  }

  /// Sends the next piece of a streamed answer.
  func sendPiece(_ connection: Connection) {
    guard let stream = connection.state.stream else { return }
    sendGathered()
    switch stream.body {
    case .pull(let source): pull(connection, stream, source)
    case .push(let push):
      piece.removeAll(keepingUpTo: EventLoop.keptPiece)
      let isLast = push.take(into: &piece)
      if !piece.isEmpty { ResponseStream.write(piece, to: &out, isChunked: stream.isChunked) }
      if isLast, stream.isChunked { out.append("0\r\n\r\n") }
      endPiece(of: connection, isLast: isLast)
      if connection.state.stream != nil, connection.output.isEmpty { push.drained() }
    }
  }

  /// Sends what keeps an idle push stream alive, or nothing where there is no such thing.
  func sendKeepAlive(_ connection: Connection) {
    guard let stream = connection.state.stream, let keepAlive = stream.push?.keepAlive else { return }
    sendGathered()
    piece.removeAll(keepingUpTo: EventLoop.keptPiece)
    piece.append(keepAlive.bytes)
    ResponseStream.write(piece, to: &out, isChunked: stream.isChunked)
    endPiece(of: connection, isLast: false)
  }

  /// Waits for what the connection's state says.
  func settle(_ connection: Connection) {
    if isStopping, connection.state.isIdle, connection.output.isEmpty { return close(connection) }
    if move(connection) { return }
    let wait = ConnectionWait(
      of: connection.state, hasOutput: !connection.output.isEmpty, drip: connection.output.drip, now: now,
      timeout: idleTimeout)
    if let interest = wait.interest { watch(connection, for: interest) }
    if let deadline = wait.deadline { setDeadline(of: connection, to: deadline) }
    if wait.drips, connection.output.dripDue == .max {
      connection.output.dripDue = now &+ Drip.step
      setPace(of: connection, to: connection.output.dripDue)
    }
  }

  private func pull(_ connection: Connection, _ stream: ResponseStream, _ source: Response.Source) {
    var goesOn = true
    do {
      while goesOn, out.count < EventLoop.streamWater {
        goesOn = try stream.writeNext(of: source, to: &out, through: &piece)
      }
    } catch {
      // The status has been sent: a broken connection is the only way left to say that the body is not whole.
      emptyOut()
      responder.log(error, identifier: nil)
      return close(connection, withReset: true)
    }
    endPiece(of: connection, isLast: !goesOn)
  }

  private func endPiece(of connection: Connection, isLast: Bool) {
    if isLast {
      connection.state.stream?.push?.end()
      connection.state.endStream()
    }
    flush(connection)
    if isLast, connection.canAnswer { resume(connection) } else { settle(connection) }
  }

  private func send(_ range: Range<Int>, to connection: Connection) {
    guard !connection.state.isClosed, !range.isEmpty else { return }
    out.withBytes { all in
      let bytes = all.part(range.lowerBound, range.upperBound)
      // What must wait for its turn, or for its time, goes behind what waits already.
      guard connection.output.isEmpty, connection.output.drip == nil else { return connection.output.append(bytes) }
      guard let sent = Socket.send(connection.descriptor, bytes) else { return close(connection) }
      if sent < bytes.count { connection.output.append(bytes.part(sent, bytes.count)) }
    }
  }

  private func emptyOut() { out.removeAll(keepingUpTo: 1 << 20) }
}
