import Basics

/// The answer that a handler fills in; the server adds what framing, caches and browsers need.
///
/// It is the loop's own, emptied and used again for every request.
package struct Response: ~Copyable {
  /// Misbehaviour on the wire that a test ordered.
  package enum TransportFault: Sendable, Equatable {
    case regular
    /// The connection is reset (RST) and nothing is answered.
    case reset
    /// The announced length stays, but only so many bytes of the body are sent, then the connection is closed.
    case truncated(after: Int)
    /// The whole answer leaves at this pace.
    case drip(bytesPerSecond: Int)
  }

  package typealias Source = (inout ByteBuffer) throws -> Bool

  package var status = Status.ok
  /// The media type; empty means none is sent. `setField(.contentType, …)` takes one that is no literal.
  package var contentType: StaticString = ""
  package var body = ByteBuffer()
  /// The entity tag as it is sent, with its quotes; it makes GET and HEAD conditional (RFC 9110, section 8.8.3).
  package var entityTag: String?
  package var wire = TransportFault.regular
  /// The loop that should answer this client's next requests, modulo the number of loops.
  ///
  /// For calls that need the same lock: answered by one loop, they never wait for it. The connection moves there when
  /// its first request, or later `LoopPreference.enough` in a row, have asked for it.
  package var preferredLoop: Int?
  /// The field lines so far, as they are sent.
  var fields = FieldBlock()
  private(set) var stream: ResponseStream.Body?
  private(set) var deferral: DeferralState?
  /// What a deferral needs to find its way back; the loop sets it before the handler runs.
  var ticket = Ticket.none
  let mailbox: Mailbox?

  init(mailbox: Mailbox?) { self.mailbox = mailbox }

  /// A response of no loop, to be filled in on another thread and kept; it can't be put off.
  package init() { self.init(mailbox: nil) }

  /// Sets the field, in the place of what was set before under that name.
  ///
  /// A value with a control character (CR, LF and NUL among them) is not set: it could split the response.
  package mutating func setField(_ name: FieldName, _ value: String) {
    if name.known == .contentType { contentType = "" }
    fields.remove(name)
    fields.append(name, value)
  }

  package mutating func setField(_ name: FieldName, _ value: StaticString) {
    if name.known == .contentType { contentType = "" }
    fields.remove(name)
    fields.append(name, value)
  }

  /// Adds a field next to others of its name, as several `Set-Cookie` fields need.
  package mutating func addField(_ name: FieldName, _ value: String) { fields.append(name, value) }

  /// Whether the body is of this media type, as a handler has set it.
  package borrowing func isOfType(_ type: StaticString) -> Bool {
    type.bytes.equal(contentType)
  }

  /// Takes the body out, for a writer that owns it while it writes; it is to be put back.
  package mutating func takeBody() -> ByteBuffer {
    var taken = ByteBuffer()
    swap(&taken, &body)
    return taken
  }

  /// Answers in pieces: `source` appends the next one when the client has taken those before, and says whether
  /// there are more.
  ///
  /// What is in `body` goes first. Only the last piece may be empty, for the next one is asked for at once. An empty
  /// piece before it, or an error that the source throws, breaks the connection, so that the client sees a cut answer.
  package mutating func stream(_ source: @escaping Source) {
    dropStream()
    stream = .pull(source)
  }

  /// Answers with a body that goes on after the handler, written to the stream from any thread.
  ///
  /// What is in `body` goes first.
  /// - Parameters:
  ///   - limit: bytes that may wait for a slow client, beside what its socket holds
  ///   - keepAlive: what is sent to a client that has been sent nothing for a while
  package mutating func push(limit: Int = 1 << 18, keepAlive: PushStream.KeepAlive? = nil) -> PushStream {
    dropStream()
    let push = PushStream(limit: limit, keepAlive: keepAlive, ticket: ticket, mailbox: mailbox)
    stream = .push(push)
    return push
  }

  /// Puts the answer off: the connection waits, the loop doesn't; what was set so far is forgotten.
  package mutating func `defer`() -> Deferral {
    let state = DeferralState(ticket: ticket, mailbox: mailbox)
    deferral = state
    return Deferral(state: state)
  }

  mutating func takeStream() -> ResponseStream.Body? {
    guard let taken = stream else { return nil }
    stream = nil
    return taken
  }

  /// Forgets the stream that was set, which nobody will read.
  mutating func dropStream() {
    guard let dropped = takeStream() else { return }
    if case .push(let push) = dropped { push.end() }
  }

  /// Forgets what a response that is not modified, or refused after all, doesn't have.
  mutating func dropContent() {
    contentType = ""
    body.truncate(to: 0)
    dropStream()
  }

  /// Forgets everything but memory that is worth keeping.
  mutating func clear() {
    status = .ok
    contentType = ""
    body.removeAll(keepingUpTo: 1 << 18)
    fields.removeAll()
    if entityTag != nil { entityTag = nil }
    wire = .regular
    preferredLoop = nil
    if stream != nil { dropStream() }
    if deferral != nil { deferral = nil }
  }
}

/// A response's own fields, as they are sent.
extension Response {
  func writeFields(to out: inout ByteBuffer) {
    if contentType.utf8CodeUnitCount > 0, !status.isBodiless {
      out.append("Content-Type: ")
      out.append(contentType)
      out.append("\r\n")
    }
    if let entityTag, Response.isSafe(entityTag) {
      out.append("ETag: ")
      out.append(entityTag)
      out.append("\r\n")
    }
    fields.bytes.withBytes { out.append($0) }
  }

  private static func isSafe(_ value: String) -> Bool {
    value.withBytes { Grammar.isFieldValue($0) }
  }
}

/// A copy of an answer that outlives the loop's response: made on one thread or at one time, sent on or at another.
///
/// It has all but a streamed body.
package struct BufferedResponse: Sendable {
  let status: Status
  let contentType: StaticString
  let body: [UInt8]
  let entityTag: String?
  let wire: Response.TransportFault
  let fields: [UInt8]
}

extension Response {
  package borrowing func kept() -> BufferedResponse {
    BufferedResponse(
      status: status, contentType: contentType, body: body.withBytes { Array($0) }, entityTag: entityTag,
      wire: wire, fields: fields.bytes.withBytes { Array($0) })
  }

  /// Takes over what was kept, in the place of all that was set before.
  package mutating func set(_ answer: BufferedResponse) {
    clear()
    status = answer.status
    contentType = answer.contentType
    body.append(answer.body)
    entityTag = answer.entityTag
    wire = answer.wire
    fields.restore(answer.fields)
  }
}
