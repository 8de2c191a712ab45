import Basics
import Logging
import Time

/// From a request to its answer.
extension EventLoop {
  /// Has a whole request answered; the answer joins those that wait to be sent.
  func answer(_ connection: Connection, _ parser: borrowing RequestParser, _ bytes: UnsafeRawBufferPointer) {
    guard var request = view(of: parser, bytes, from: connection) else { return }
    begin(connection, request)
    if let refusal = gate(request) { return refuse(connection, refusal, request.again()) }
    if request.method == .options, answerOptions(connection, request) { return }
    switch context.router.find(request.method, path: request.head.path, in: request.base) {
    case .found(let match):
      request.match = match
      handle(connection, request)
    case .wrongMethod(let allowed):
      refuse(connection, .wrongMethod(request, allowed: allowed), request.again())
    case .unknown:
      refuse(connection, .unknownPath(request, in: context.router), request.again())
    }
  }

  /// Looks at a request whose body is still to come: what can be refused now is not waited for.
  func checkHead(_ connection: Connection, _ parser: borrowing RequestParser, _ bytes: UnsafeRawBufferPointer) {
    guard let request = view(of: parser, bytes, from: connection) else { return }
    guard request.head.expectsContinue else { return }
    // RFC 9110, section 10.1.1: a final status instead of 100 tells the client to keep its body.
    var refusal = gate(request)
    if refusal == nil {
      switch context.router.find(request.method, path: request.head.path, in: request.base) {
      case .found: break
      case .wrongMethod(let allowed): refusal = .wrongMethod(request, allowed: allowed)
      case .unknown: refusal = .unknownPath(request, in: context.router)
      }
    }
    guard let refusal else {
      if bytes.count == parser.head.count { out.append("HTTP/1.1 100 Continue\r\n\r\n") }
      return
    }
    begin(connection, request)
    connection.exchange.keepsAlive = false
    refuse(connection, refusal, request.again())
  }

  /// Refuses what can't be read, and closes.
  func refuse(
    _ connection: Connection, _ failure: RequestError, _ parser: borrowing RequestParser,
    _ bytes: UnsafeRawBufferPointer
  ) {
    var refusal = HTTPError(failure.status, failure.message.description)
    if failure == .bodyTooLarge { refusal.message += ": it may have \(context.configuration.maxBody) bytes" }
    if parser.hasHead, let request = view(of: parser, bytes, from: connection) {
      refusal.path = request.path
      begin(connection, request)
      connection.exchange.keepsAlive = false
      refuse(connection, refusal, request)
    } else {
      refuse(connection, refusal)
    }
  }

  /// Refuses on behalf of no request, and closes.
  func refuse(_ connection: Connection, _ refusal: HTTPError) {
    connection.exchange = Exchange()
    if logsAccess { connection.exchange.started = MonotonicClock.monotonic() }
    refuse(connection, refusal, nil)
    flush(connection)
    settle(connection)
  }

  /// Tells the newest of too many connections why it can't stay.
  func refuseConnection(_ connection: Connection) {
    refuse(connection, HTTPError(.serviceUnavailable, "All connections that this server takes are in use"))
  }

  func logFault(_ error: any Error, identifier: String?) {
    context.configuration.logger.error(
      "request failed", metadata: ["error": "\(error)", "request_id": "\(identifier ?? "-")"])
  }

  func refuse(_ connection: Connection, _ refusal: HTTPError, _ request: consuming Request?) {
    response.reset()
    response.status = refusal.status
    if !refusal.allowed.isEmpty {
      response.setField(.allow, refusal.allowed.map(\.name).joined(separator: ", "))
    }
    context.configuration.refusal(refusal, request, &response)
    finishOrSuspend(connection)
  }

  /// The answer leaves now, or its connection waits for it.
  private func finishOrSuspend(_ connection: Connection) {
    guard let deferral = response.deferral else { return finish(connection) }
    connection.deferral = deferral
    connection.phase = .suspended
    if isStopping { deferral.stop() }
  }

  private func view(
    of parser: borrowing RequestParser, _ bytes: UnsafeRawBufferPointer, from connection: Connection
  ) -> Request? {
    guard let base = bytes.baseAddress else { return nil }
    let body = parser.body
    let content = body.upperBound <= bytes.count ? bytes.part(body.lowerBound, body.upperBound) : bytes.part(0, 0)
    return Request(
      base: base, head: parser.head, lines: parser.fieldLines, content: content, remote: connection.peer,
      origin: standing(of: parser.head, parser.fieldLines, base))
  }

  private func begin(_ connection: Connection, _ request: borrowing Request) {
    connection.exchange = Exchange(request)
    connection.exchangeNumber &+= 1
    if logsAccess { connection.exchange.started = MonotonicClock.monotonic() }
    if logsAccess || connection.exchange.preconditions != nil { connection.exchange.path = request.path }
    response.reset()
    response.ticket = Ticket(token: connection.token, exchange: connection.exchangeNumber)
  }

  private func handle(_ connection: Connection, _ request: borrowing Request) {
    guard let match = request.match else { return }
    do {
      try match.route.handle(request, &response)
    } catch {
      return refuse(connection, fault(error, path: request.path), request.again())
    }
    finishOrSuspend(connection)
  }

  /// A deferral was completed somewhere; its answer leaves now, or when its delay is over.
  func complete(_ ticket: Ticket, due: Int64, _ fill: @escaping @Sendable (inout Response) throws -> Void) {
    guard let connection = connection(ticket.token), connection.phase == .suspended,
      connection.exchangeNumber == ticket.exchange
    else { return }
    if due > now {
      connection.fill = fill
      connection.fillDue = due
      setPace(of: connection, to: due)
    } else {
      finishDeferral(connection, fill)
    }
  }

  func finishDeferral(_ connection: Connection, _ fill: @Sendable (inout Response) throws -> Void) {
    connection.deferral?.end()
    connection.deferral = nil
    connection.fill = nil
    connection.fillDue = .max
    connection.phase = .reading
    response.reset()
    response.ticket = Ticket(token: connection.token, exchange: connection.exchangeNumber)
    do {
      try fill(&response)
      if response.deferral != nil { throw Unanswered() }
      finish(connection)
    } catch {
      refuse(connection, fault(error, path: connection.exchange.path), nil)
    }
    flush(connection)
    if connection.phase == .reading, !connection.hasOutput { resume(connection) } else { settle(connection) }
  }

  /// An unforeseen fault of ours: the client gets a number that the log has too, and no internals.
  private func fault(_ error: any Error, path: String?) -> HTTPError {
    let identifier = String(UInt64.random(in: .min ... .max), radix: 16)
    logFault(error, identifier: identifier)
    var refusal = HTTPError(.internalServerError, "The server failed to answer; its log says why")
    refusal.requestID = identifier
    refusal.path = path
    return refusal
  }
}
