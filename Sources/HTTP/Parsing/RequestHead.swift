import Basics

/// What a request's first line and fields say: places in its bytes, and the decisions that follow from them.
struct RequestHead: Sendable {
  /// How the end of the body is known (RFC 9112, section 6.3).
  enum Framing: Equatable, Sendable {
    case none
    case length(Int)
    case chunked
  }

  var method = HTTPMethod.get
  var version = HTTPVersion.http11
  var target = ByteRange.empty
  /// Empty where an absolute target has none, which means "/".
  var path = ByteRange.empty
  /// Without the question mark; nil where there is none.
  var query: ByteRange?
  /// Host and port as the target or the Host field has them; nil for HTTP/1.0 without either.
  private(set) var authority: ByteRange?
  /// The host in it, without port, brackets and trailing dot.
  private(set) var host = ByteRange.empty
  var isAsterisk = false
  var framing = Framing.none
  var keepsAlive = true
  var expectsContinue = false
  /// The names that occur, a bit each, so that asking for one that doesn't costs nothing.
  var present: UInt64 = 0
  /// Bytes up to and with the empty line.
  var count = 0
}

/// The first line of a request (RFC 9112, section 3).
extension RequestHead {
  /// Reads a line without its end, which starts at `start` of the request.
  mutating func readRequestLine(
    _ line: BorrowedBytes, at start: Int, methodLimit: Int
  ) throws(RequestError) {
    guard !line.contains(0x0D) else { throw .bareCarriageReturn }
    // The only whitespace is one space on each side of the target.
    guard let first = line.firstIndex(of: 0x20, from: 0) else { throw .invalidRequestLine }
    guard first <= methodLimit, line.part(0, first).allSatisfy(Grammar.isToken) else { throw .invalidMethod }
    guard let second = line.firstIndex(of: 0x20, from: first + 1) else { throw .invalidRequestLine }
    let target = line.part(first + 1, second)
    guard target.count <= RequestParser.targetLimit else { throw .targetTooLong }
    guard !target.isEmpty else { throw .invalidRequestLine }
    method = HTTPMethod(bytes: line.part(0, first))
    // RFC 9112, section 3.2: a target has no whitespace, no controls, and no fragment (RFC 9110, section 4.2.5).
    for byte in target where byte <= 0x20 || byte >= 0x7F || byte == UInt8(ascii: "#") {
      throw byte >= 0x80 ? .nonASCIITarget(byte) : .invalidTarget
    }
    version = try RequestHead.version(line.part(second + 1, line.count))
    try readTarget(target, at: start + first + 1)
  }

  /// RFC 9112, section 2.3: `HTTP/`, a digit, a point, a digit, in this case; a later minor version is read as the
  /// latest that is known (RFC 9110, section 6.2).
  private static func version(_ bytes: BorrowedBytes) throws(RequestError) -> HTTPVersion {
    if bytes.equal("HTTP/1.1") { return .http11 }
    if bytes.equal("HTTP/1.0") { return .http10 }
    guard bytes.count == 8, bytes.part(0, 5).equal("HTTP/"), Grammar.isDigit(bytes[5]), bytes[6] == UInt8(ascii: "."),
      Grammar.isDigit(bytes[7])
    else { throw .invalidVersion }
    // RFC 9110, section 15.6.6.
    guard bytes[5] == UInt8(ascii: "1") else { throw .unsupportedVersion }
    return .http11
  }
}

/// The four forms of a request target (RFC 9112, section 3.2).
extension RequestHead {
  /// Reads the target, whose bytes are visible ASCII, and which starts at `start` of the request.
  mutating func readTarget(_ bytes: BorrowedBytes, at start: Int) throws(RequestError) {
    target = ByteRange(start, start + bytes.count)
    switch bytes.first {
    case UInt8(ascii: "/"):
      splitPath(bytes, from: 0, at: start)
    case UInt8(ascii: "*") where bytes.count == 1 && method == .options:
      isAsterisk = true
      path = target
    case _ where method == .connect:
      // RFC 9112, section 3.2.3: CONNECT's target is an authority; there is no path that could match.
      guard setAuthority(bytes, at: start) else { throw .invalidTarget }
      path = target
    default:
      try readAbsolute(bytes, at: start)
    }
  }

  /// RFC 9112, section 3.2.2: a server must take the absolute form, whose authority replaces the Host field's.
  private mutating func readAbsolute(_ bytes: BorrowedBytes, at start: Int) throws(RequestError) {
    let scheme: Int
    if bytes.count > 7, bytes.part(0, 7).equalIgnoringCase("http://") {
      scheme = 7
    } else if bytes.count > 8, bytes.part(0, 8).equalIgnoringCase("https://") {
      scheme = 8
    } else {
      throw .invalidTarget
    }
    var end = scheme
    while end < bytes.count, bytes[end] != UInt8(ascii: "/"), bytes[end] != UInt8(ascii: "?") { end &+= 1 }
    guard setAuthority(bytes.part(scheme, end), at: start + scheme) else { throw .invalidTarget }
    splitPath(bytes, from: end, at: start)
  }

  /// Keeps host and port, which start at `start` of the request; false if they are none.
  ///
  /// An absolute target's authority wins (RFC 9112, section 3.2.2), which is the first.
  mutating func setAuthority(_ bytes: BorrowedBytes, at start: Int) -> Bool {
    guard let place = Authority.host(in: bytes) else { return false }
    guard authority == nil else { return true }
    authority = ByteRange(start, start + bytes.count)
    host = ByteRange(start + place.lowerBound, start + place.upperBound)
    return true
  }

  private mutating func splitPath(_ bytes: BorrowedBytes, from first: Int, at start: Int) {
    let question = bytes.firstIndex(of: UInt8(ascii: "?"), from: first)
    path = ByteRange(start + first, start + (question ?? bytes.count))
    query = question.map { ByteRange(start + $0 + 1, start + bytes.count) }
  }
}
