import Basics
import Logging
import Time

/// From a response to the bytes that are sent.
extension EventLoop {
  /// Writes the loop's response behind the answers that wait to be sent, and says what becomes of the connection.
  func finish(_ connection: Connection) {
    if response.wire == .reset { return breakOff(connection) }
    evaluateConditions(connection.exchange)
    if response.closesConnection || isStopping { connection.exchange.keepsAlive = false }
    if case .truncated = response.wire { connection.exchange.keepsAlive = false }
    let exchange = connection.exchange
    let hasBody = !exchange.isHead && !response.status.isBodiless
    let stream = response.takeStream()
    let isChunked = exchange.version == .http11
    // Without chunks the end of the connection is the end of the body (RFC 9112, section 6.3, rule 8).
    if stream != nil, !isChunked { connection.exchange.keepsAlive = false }

    if case .drip(let pace) = response.wire {
      // The answers before this one leave at their own pace.
      flush(connection)
      connection.drip = Drip(bytesPerSecond: pace, started: now)
    }
    let start = out.count
    date.update()
    writeHead(connection.exchange, isStreamed: stream != nil, to: &out)
    if hasBody, let stream {
      connection.phase = .streaming
      connection.stream = ResponseStream(body: stream, isChunked: isChunked)
      if isStopping { connection.stream?.push?.finish() }
      // What the body holds already is the first piece.
      if !response.body.isEmpty { ResponseStream.write(response.body, to: &out, isChunked: isChunked) }
    } else {
      if case .push(let push) = stream { push.end() }
      if hasBody { writeBody() }
      if !connection.exchange.keepsAlive { connection.phase = .finishing }
    }
    if let started = connection.exchange.started { logAccess(connection, since: started, bytes: out.count - start) }
  }

  /// RFC 9110, section 13.2.1: conditions count only where the answer without them would be a success.
  private func evaluateConditions(_ exchange: Exchange) {
    guard let conditions = exchange.preconditions, response.status == .ok else { return }
    date.update()
    switch conditions.verdict(
      entityTag: response.entityTag, lastModified: response.lastModified, now: date.moment)
    {
    case .proceed: return
    case .notModified:
      response.status = .notModified
      dropContent()
    case .failed:
      var refusal = HTTPError(.preconditionFailed, conditions.failure)
      refusal.path = exchange.path
      response.status = refusal.status
      dropContent()
      context.configuration.refusal(refusal, nil, &response)
    }
  }

  private func dropContent() {
    response.contentType = ""
    response.body.truncate(to: 0)
    response.dropStream()
  }

  /// - Parameter out: the loop's, taken once for all that is written to it.
  private func writeHead(_ exchange: Exchange, isStreamed: Bool, to out: inout ByteBuffer) {
    let status = response.status
    out.append("HTTP/1.1 ")
    out.append(decimal: status.rawValue)
    out.append(" ")
    out.append(status.reason)
    out.append("\r\n")
    date.bytes.withBytes { out.append($0) }
    response.writeFields(to: &out)
    writeCrossOriginFields(exchange, to: &out)
    // RFC 9112, sections 9.3 and 9.6.
    if !exchange.keepsAlive {
      out.append("Connection: close\r\n")
    } else if exchange.version == .http10 {
      out.append("Connection: keep-alive\r\n")
    }
    // RFC 9110, section 8.6: none in 204, and none needed in 304.
    if status.isBodiless {
      out.append("\r\n")
    } else if isStreamed {
      out.append(exchange.version == .http11 ? "Transfer-Encoding: chunked\r\n\r\n" : "\r\n")
    } else {
      out.append("Content-Length: ")
      out.append(decimal: response.body.count)
      out.append("\r\n\r\n")
    }
  }

  /// Browsers may read what is allowed; a cache must not give one origin's answer to another.
  private func writeCrossOriginFields(_ exchange: Exchange, to out: inout ByteBuffer) {
    if let origin = exchange.allowedOrigin {
      out.append("Access-Control-Allow-Origin: ")
      out.append(origin)
      out.append("\r\nAccess-Control-Allow-Credentials: true\r\n")
      out.append(context.exposedFieldsLine)
      out.append("Vary: Origin\r\n")
    } else if exchange.method?.readsOnly == true {
      out.append("Vary: Origin\r\n")
    }
  }

  private func writeBody() {
    var count = response.body.count
    if case .truncated(let limit) = response.wire { count = min(count, max(0, limit)) }
    response.body.withBytes { out.append($0.part(0, count)) }
  }

  private func breakOff(_ connection: Connection) {
    flush(connection)
    close(connection, withReset: true)
  }

  private func logAccess(_ connection: Connection, since started: Int64, bytes: Int) {
    let microseconds = (MonotonicClock.monotonic() - started) / 1000
    context.configuration.logger.debug(
      "request",
      metadata: [
        "method": "\(connection.exchange.method?.name ?? "-")", "path": "\(connection.exchange.path ?? "")",
        "status": .stringConvertible(response.status.rawValue), "bytes": .stringConvertible(bytes),
        "duration_us": .stringConvertible(microseconds), "remote": "\(connection.peer)",
      ])
  }
}
