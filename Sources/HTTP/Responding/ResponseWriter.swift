import Basics
import Time

/// Turns a response into the bytes that are sent.
struct ResponseWriter: ~Copyable {
  /// What becomes of the connection behind these bytes.
  enum Rest {
    case nothing(keepsAlive: Bool)
    /// The body goes on.
    case stream(ResponseStream, keepsAlive: Bool)
  }

  private let cors: CORS
  private let renderer: ServerConfiguration.Renderer
  private let seconds: @Sendable () -> Int64
  private var date = DateLine()

  /// - Parameter seconds: the time since 1970 began
  init(_ cors: CORS, _ renderer: @escaping ServerConfiguration.Renderer, seconds: @escaping @Sendable () -> Int64) {
    self.cors = cors
    self.renderer = renderer
    self.seconds = seconds
  }

  /// Appends the answer of `exchange`, but for what follows in pieces; conditions are evaluated first.
  ///
  /// - Parameter isLast: whether the connection is to be closed after it in any case
  mutating func write(
    _ response: inout Response, of exchange: Exchange, isLast: Bool, to out: inout ByteBuffer
  ) -> Rest {
    evaluateConditions(of: exchange, &response)
    let stream = response.takeStream()
    let isChunked = exchange.version == .http11
    var keepsAlive = exchange.keepsAlive && !isLast
    if case .truncated = response.wire { keepsAlive = false }
    // Without chunks the end of the connection is the end of the body (RFC 9112, section 6.3, rule 8).
    if stream != nil, !isChunked { keepsAlive = false }
    date.update(to: seconds())
    writeHead(response, of: exchange, isStreamed: stream != nil, keepsAlive: keepsAlive, to: &out)
    let hasBody = !exchange.isHead && !response.status.isBodiless
    guard hasBody, let stream else {
      if case .push(let push) = stream { push.end() }
      if hasBody { ResponseWriter.writeBody(of: response, to: &out) }
      return .nothing(keepsAlive: keepsAlive)
    }
    // What the body holds already is the first piece.
    if !response.body.isEmpty { ResponseStream.write(response.body, to: &out, isChunked: isChunked) }
    return .stream(ResponseStream(body: stream, isChunked: isChunked), keepsAlive: keepsAlive)
  }

  /// RFC 9110, section 13.2.1: conditions count only where the answer without them would be a success.
  private func evaluateConditions(of exchange: Exchange, _ response: inout Response) {
    guard let conditions = exchange.preconditions, response.status == .ok else { return }
    switch conditions.verdict(entityTag: response.entityTag) {
    case .proceed: return
    case .notModified:
      response.dropContent()
      response.status = .notModified
    case .failed:
      var error = HTTPError(.preconditionFailed, conditions.failure)
      error.path = exchange.path
      response.dropContent()
      response.status = error.status
      renderer(error, nil, &response)
    }
  }

  /// - Parameter out: the loop's, taken once for all that is written to it.
  private borrowing func writeHead(
    _ response: borrowing Response, of exchange: Exchange, isStreamed: Bool, keepsAlive: Bool,
    to out: inout ByteBuffer
  ) {
    let status = response.status
    out.append("HTTP/1.1 ")
    out.append(decimal: status.rawValue)
    out.append(" ")
    out.append(status.reason)
    out.append("\r\n")
    date.bytes.withBytes { out.append($0) }
    response.writeFields(to: &out)
    cors.writeFields(of: exchange, to: &out)
    // RFC 9112, sections 9.3 and 9.6.
    if !keepsAlive {
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

  private static func writeBody(of response: borrowing Response, to out: inout ByteBuffer) {
    var count = response.body.count
    if case .truncated(let limit) = response.wire { count = min(count, limit) }
    response.body.withBytes { out.append($0.part(0, count)) }
  }
}

/// The Date field, made anew once a second (RFC 9110, section 6.6.1).
private struct DateLine: ~Copyable {
  private(set) var bytes = ByteBuffer()
  private var seconds = Int64.min

  mutating func update(to seconds: Int64) {
    guard seconds != self.seconds else { return }
    self.seconds = seconds
    bytes.removeAll()
    bytes.append("Date: ")
    HTTPDate(seconds: seconds).write(to: &bytes)
    bytes.append("\r\n")
  }
}

/// A second of UTC, as HTTP's dates tell it. Source: RFC 9110, section 5.6.7.
struct HTTPDate {
  /// Seconds since 1970 began.
  let seconds: Int64

  private static let weekdays: [StaticString] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months: [StaticString] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Appends `Sun, 06 Nov 1994 08:49:37 GMT`.
  func write(to buffer: inout ByteBuffer) {
    let days = Calendar.floor(Int(seconds), Calendar.secondsPerDay)
    let second = Int(seconds) - days * Calendar.secondsPerDay
    let (year, month, day) = Calendar.date(days: days)
    buffer.append(Self.weekdays[Calendar.weekday(days: days)])
    buffer.append(", ")
    buffer.append(twoDigits: day)
    buffer.append(" ")
    buffer.append(Self.months[month - 1])
    buffer.append(" ")
    if year < 1000 { buffer.append(year < 100 ? (year < 10 ? "000" : "00") : "0") }
    buffer.append(decimal: year)
    buffer.append(" ")
    buffer.append(twoDigits: second / 3600)
    buffer.append(":")
    buffer.append(twoDigits: second / 60 % 60)
    buffer.append(":")
    buffer.append(twoDigits: second % 60)
    buffer.append(" GMT")
  }
}

extension ByteBuffer {
  fileprivate mutating func append(twoDigits number: Int) {
    if number < 10 { append(UInt8(ascii: "0")) }
    append(decimal: number)
  }
}
