import Basics

/// Reads one request from bytes that come in pieces of any size, in place and without allocating.
///
/// `parse` is called with the request's first byte first, every time that more bytes have come; it goes on at the line
/// where it stopped. Sources: RFC 9112, sections 2 to 7.
struct RequestParser: ~Copyable {
  enum Outcome: Equatable {
    /// The request is whole, and is this many bytes of what was given.
    case complete(bytes: Int)
    case incomplete
    case malformed(RequestError)
  }

  enum Stage { case requestLine, fields, body, chunkedBody }

  static let targetLimit = 8192
  static let headerLimit = 32768
  static let fieldLimit = 128
  private static let methodLimit = 64

  private(set) var stage = Stage.requestLine
  private(set) var head = RequestHead()
  private var lines = FieldLineBuffer(capacity: RequestParser.fieldLimit)
  private var position = 0
  private var scanned = 0
  private var headerStart = 0
  private var emptyLineSkipped = false
  private var bodyEnd = 0
  private var decoder = ChunkedDecoder(start: 0, limit: 0)
  private let bodyLimit: Int

  init(bodyLimit: Int) {
    self.bodyLimit = bodyLimit
  }

  var fieldLines: FieldLines { lines.lines }

  /// Where the decoded body is, once the request is complete.
  var body: Range<Int> { head.count..<max(head.count, bodyEnd) }

  /// Whether the head is whole, though the body may not be.
  var hasHead: Bool { stage == .body || stage == .chunkedBody }

  /// Makes it ready for another request.
  mutating func reset() {
    stage = .requestLine
    head = RequestHead()
    lines.removeAll()
    position = 0
    scanned = 0
    emptyLineSkipped = false
    bodyEnd = 0
  }

  mutating func parse(_ bytes: BorrowedMutableBytes) -> Outcome {
    do throws(RequestError) {
      return try read(bytes)
    } catch {
      return .malformed(error)
    }
  }

  /// Takes the overhead of chunks out of `bytes` while the request is incomplete; answers how many bytes fewer they
  /// are.
  mutating func compact(_ bytes: BorrowedMutableBytes) -> Int {
    stage == .chunkedBody ? decoder.close(gapIn: bytes) : 0
  }

  private mutating func read(_ bytes: BorrowedMutableBytes) throws(RequestError) -> Outcome {
    if stage == .requestLine {
      guard try readRequestLine(bytes.bytes) else { return .incomplete }
    }
    if stage == .fields {
      guard try readFields(bytes.bytes) else { return .incomplete }
    }
    if stage == .body {
      return bytes.count >= bodyEnd ? .complete(bytes: bodyEnd) : .incomplete
    }
    guard try decoder.decode(bytes) == .complete else { return .incomplete }
    bodyEnd = decoder.end
    return .complete(bytes: decoder.position)
  }

  private mutating func readRequestLine(_ bytes: BorrowedBytes) throws(RequestError) -> Bool {
    // RFC 9112, section 2.2: an empty line before a request line should be ignored; one is.
    if position == 0, bytes.count >= 2, bytes[0] == 0x0D, bytes[1] == 0x0A, !emptyLineSkipped {
      emptyLineSkipped = true
      position = 2
      scanned = 2
    }
    guard position < bytes.count else { return false }
    // RFC 9110, section 9.1: a method is a token. A client that sends a TLS hello learns at once that this is not TLS.
    guard Grammar.isToken(bytes[position]) || (position == 0 && bytes.count == 1 && bytes[0] == 0x0D) else {
      throw bytes[position] == 0x0A ? .bareLineFeed : .invalidMethod
    }
    guard let line = try nextLine(bytes) else {
      try checkUnfinishedRequestLine(bytes.part(position, bytes.count))
      return false
    }
    try head.readRequestLine(line, at: position, methodLimit: RequestParser.methodLimit)
    position += line.count + 2
    headerStart = position
    stage = .fields
    return true
  }

  /// RFC 9112, section 3: 414 for a target that is too long; known before its end has come.
  private func checkUnfinishedRequestLine(_ line: BorrowedBytes) throws(RequestError) {
    guard let space = line.firstIndex(of: 0x20, from: 0) else {
      guard line.count <= RequestParser.methodLimit else { throw .invalidMethod }
      return
    }
    guard space <= RequestParser.methodLimit else { throw .invalidMethod }
    guard line.count - space <= RequestParser.targetLimit + 16 else { throw .targetTooLong }
  }

  private mutating func readFields(_ bytes: BorrowedBytes) throws(RequestError) -> Bool {
    while true {
      guard let line = try nextLine(bytes) else {
        // RFC 6585, section 5.
        guard bytes.count - headerStart <= RequestParser.headerLimit else { throw .headerTooLarge }
        return false
      }
      let lineStart = position
      position += line.count + 2
      guard position - headerStart <= RequestParser.headerLimit else { throw .headerTooLarge }
      if line.isEmpty { break }
      guard !lines.isFull else { throw .tooManyFields }
      let field = try FieldLine(line, at: lineStart)
      lines.append(field)
      head.present |= field.known.bit
    }
    try finishHead(bytes)
    return true
  }

  private mutating func finishHead(_ bytes: BorrowedBytes) throws(RequestError) {
    head.count = position
    // The stage first: a head that is whole but refused can still be told of.
    stage = .body
    bodyEnd = position
    try head.decide(fieldLines, in: bytes)
    switch head.framing {
    case .none: break
    case .length(let length):
      // RFC 9110, section 15.5.14.
      guard length <= bodyLimit else { throw .bodyTooLarge }
      bodyEnd = position + length
    case .chunked:
      stage = .chunkedBody
      decoder = ChunkedDecoder(start: position, limit: bodyLimit)
    }
  }

  /// The line at `position` without its CR LF, or nil while its end has not come.
  private mutating func nextLine(_ bytes: BorrowedBytes) throws(RequestError) -> BorrowedBytes? {
    guard let feed = bytes.firstIndex(of: 0x0A, from: scanned) else {
      scanned = bytes.count
      return nil
    }
    // RFC 9112, section 2.2: a recipient may take a lone LF for a line's end; others don't, so we refuse.
    guard feed > position, bytes[feed - 1] == 0x0D else { throw bareLineFeed(at: feed, in: bytes) }
    scanned = feed + 1
    return bytes.part(position, feed - 1)
  }

  /// What a line is refused for that ends in a lone LF: its length comes first, so that the refusal is the same as
  /// where its bytes come one by one.
  private func bareLineFeed(at feed: Int, in bytes: BorrowedBytes) -> RequestError {
    guard stage == .requestLine else {
      return feed - headerStart > RequestParser.headerLimit ? .headerTooLarge : .bareLineFeed
    }
    do throws(RequestError) {
      try checkUnfinishedRequestLine(bytes.part(position, feed))
      return .bareLineFeed
    } catch {
      return error
    }
  }
}
