import Basics
import Logging
import Time

/// From bytes to bytes: how a request is read, answered, and its answer written.
extension EventLoop {
  /// Reads what a client has sent, once, and answers all the requests that are whole.
  func serve(_ connection: Connection) {
    // What has come already goes first, so that a client which sends without end fills no memory.
    guard !connection.isInterrupted else { return }
    let hadInput = connection.input != nil
    var input = connection.input.take() ?? scratch.take() ?? InputBuffer(capacity: InputBuffer.pieceSize)
    let received = input.receive(from: connection.descriptor)
    if case .bytes = received { answerRequests(in: &input, of: connection) }
    keep(consume input, of: connection, isOwn: hadInput)
    switch received {
    case .bytes: leave(connection)
    case .nothing: break
    // A request cut short has no answer: the client can't have meant it.
    case .end, .failed: close(connection)
    }
  }

  /// Goes on with what came while an answer was on its way.
  func resume(_ connection: Connection) {
    connection.isInterrupted = false
    if var input = connection.input.take() {
      answerRequests(in: &input, of: connection)
      keep(consume input, of: connection, isOwn: true)
    }
    leave(connection)
  }

  /// Gives each connection whose turn was over another one.
  func goOnWithInterrupted() {
    guard !interrupted.isEmpty else { return }
    let tokens = interrupted
    interrupted.removeAll(keepingCapacity: true)
    for token in tokens {
      if let connection = connection(token), connection.isInterrupted { resume(connection) }
    }
  }

  /// Answers the whole requests in `input`, as long as the client takes the answers, none is put off, and its turn
  /// lasts.
  private func answerRequests(in input: inout InputBuffer, of connection: Connection) {
    var parser =
      connection.parser.take() ?? spareParser.take() ?? RequestParser(bodyLimit: context.configuration.maxBody)
    var rest = EventLoop.requestsPerTurn
    reading: while connection.canAnswer, !input.isEmpty {
      switch parser.parse(input.mutableBytes) {
      case .complete(let count):
        connection.state.completeRequest()
        answer(connection, parser, input.bytes)
        parser.reset()
        input.consume(count)
        if out.count >= EventLoop.highWater { flush(connection) }
        rest -= 1
        if rest == 0, connection.canAnswer, !input.isEmpty {
          connection.isInterrupted = true
          interrupted.append(connection.token)
          break reading
        }
      case .incomplete:
        if connection.state.beginRequest() { setDeadline(of: connection, to: now &+ idleTimeout) }
        if parser.hasHead, connection.state.checkHead() {
          checkHead(connection, parser, input.bytes)
        }
        input.dropLast(parser.compact(input.mutableBytes))
        break reading
      case .malformed(let error):
        refuse(connection, error, parser, input.bytes)
        break reading
      }
    }
    if connection.state.isReading, !input.isEmpty, !connection.isInterrupted {
      // What it has read of a body stands in the input without its framing: only this parser can go on from there.
      connection.parser = consume parser
    } else {
      parser.reset()
      spareParser = consume parser
    }
  }

  /// Answers a whole request; the answer joins those that wait to be sent.
  private func answer(_ connection: Connection, _ parser: borrowing RequestParser, _ bytes: BorrowedBytes) {
    let request = view(of: parser, bytes, from: connection)
    let exchange = Exchange(request, started: begin(connection))
    responder.respond(to: request, &response)
    conclude(connection, exchange)
  }

  /// Looks at a request whose body is still to come: what can be refused now is not waited for.
  private func checkHead(_ connection: Connection, _ parser: borrowing RequestParser, _ bytes: BorrowedBytes) {
    guard parser.head.expectsContinue else { return }
    let request = view(of: parser, bytes, from: connection)
    // RFC 9110, section 10.1.1: a final status instead of 100 tells the client to keep its body.
    guard let error = responder.refusal(of: request) else {
      if bytes.count == parser.head.count { out.append("HTTP/1.1 100 Continue\r\n\r\n") }
      return
    }
    let exchange = Exchange(request, started: begin(connection)).last()
    responder.refuse(error, request, &response)
    conclude(connection, exchange)
  }

  /// Refuses what can't be read, and closes: where the next request would begin is unknown.
  private func refuse(
    _ connection: Connection, _ failure: RequestError, _ parser: borrowing RequestParser,
    _ bytes: BorrowedBytes
  ) {
    var error = HTTPError(failure.status, failure.message)
    if failure == .bodyTooLarge { error.message += ": it may have \(context.configuration.maxBody) bytes" }
    guard parser.hasHead else { return refuse(connection, error) }
    let request = view(of: parser, bytes, from: connection)
    error.path = request.path
    let exchange = Exchange(request, started: begin(connection)).last()
    responder.refuse(error, request, &response)
    conclude(connection, exchange)
  }

  /// Refuses on behalf of no request, and closes.
  func refuse(_ connection: Connection, _ error: HTTPError) {
    let exchange = Exchange(started: begin(connection))
    responder.refuse(error, nil, &response)
    conclude(connection, exchange)
  }

  /// Has an answer that was put off filled in and sent.
  func finish(_ suspension: Suspension, of connection: Connection, _ fill: (inout Response) throws -> Void) {
    suspension.deferral.end()
    connection.state.endSuspension()
    begin(connection)
    do {
      try fill(&response)
      if response.deferral != nil { throw Unanswered() }
    } catch {
      responder.fail(error, path: suspension.exchange.path, nil, &response)
    }
    conclude(connection, suspension.exchange)
    flush(connection)
    if connection.canAnswer { resume(connection) } else { settle(connection) }
  }

  /// What is left of a response when it was filled in: it is written, goes on in pieces, or waits.
  private func conclude(_ connection: Connection, _ exchange: Exchange) {
    if let loop = response.preferredLoop { note(preferredLoop: loop, of: connection) }
    if let deferral = response.deferral {
      connection.state.suspend(Suspension(exchange, deferral))
      if isStopping { deferral.stop() }
      return
    }
    switch response.wire {
    case .regular, .truncated: break
    case .reset:
      flush(connection)
      return close(connection, withReset: true)
    case .drip(let pace):
      // The answers before this one leave at their own pace.
      flush(connection)
      connection.output.drip = Drip(bytesPerSecond: pace, started: now)
    }
    // A client that has gone is answered nothing more: the flush may have found that.
    guard !connection.state.isClosed else { return response.clear() }
    let start = out.count
    let rest = writer.write(&response, of: exchange, isLast: isStopping, to: &out)
    connection.state.continueAfterAnswer(rest)
    if isStopping { connection.state.stream?.push?.finish() }
    if let started = exchange.started { logAccess(exchange, of: connection, since: started, bytes: out.count - start) }
  }

  private func view(
    of parser: borrowing RequestParser, _ bytes: BorrowedBytes, from connection: Connection
  ) -> Request {
    var request = Request(parser, bytes, remote: connection.peer)
    request.origin = responder.cors.standing(of: request)
    return request
  }

  /// Empties the response for an exchange of the connection; the time where answers are logged.
  @discardableResult
  private func begin(_ connection: Connection) -> Int64? {
    response.clear()
    response.ticket = connection.nextTicket()
    return logsAccess ? MonotonicClock.monotonic() : nil
  }

  /// Gives the loop its buffer back; only what is left over becomes the connection's own.
  private func keep(_ input: consuming InputBuffer, of connection: Connection, isOwn: Bool) {
    let isWanted = !input.isEmpty && connection.state.goesOn
    if isWanted, isOwn {
      connection.input = consume input
    } else if isWanted {
      var own = InputBuffer(capacity: max(1024, input.count * 2))
      own.append(input.bytes)
      connection.input = consume own
      input.removeAll()
      scratch = consume input
    } else if !isOwn {
      input.removeAll()
      scratch = consume input
    }
  }

  private func logAccess(_ exchange: Exchange, of connection: Connection, since started: Int64, bytes: Int) {
    let microseconds = (MonotonicClock.monotonic() - started) / 1000
    context.configuration.logger.debug(
      "request",
      metadata: [
        "method": "\(exchange.method?.name ?? "-")", "path": "\(exchange.path ?? "")",
        "status": .stringConvertible(response.status.rawValue), "bytes": .stringConvertible(bytes),
        "duration_us": .stringConvertible(microseconds),
        "remote": "\(connection.peer)",
      ])
  }
}
