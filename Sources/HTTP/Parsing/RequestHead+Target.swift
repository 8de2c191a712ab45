/// The four forms of a request target (RFC 9112, section 3.2).
extension RequestHead {
  /// Reads the target, whose bytes are visible ASCII, and which starts at `start` of the request.
  mutating func readTarget(_ bytes: UnsafeRawBufferPointer, at start: Int) throws(RequestError) {
    target = ByteRange(start, start + bytes.count)
    switch bytes.first {
    case UInt8(ascii: "/"):
      splitPath(bytes, from: 0, at: start)
    case UInt8(ascii: "*") where bytes.count == 1 && method == .options:
      isAsterisk = true
      path = target
    case _ where method == .connect:
      // RFC 9112, section 3.2.3: CONNECT's target is an authority; there is no path that could match.
      guard Authority.isValid(bytes) else { throw .invalidTarget }
      authority = target
      path = target
    default:
      try readAbsolute(bytes, at: start)
    }
  }

  /// RFC 9112, section 3.2.2: a server must take the absolute form, whose authority replaces the Host field's.
  private mutating func readAbsolute(_ bytes: UnsafeRawBufferPointer, at start: Int) throws(RequestError) {
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
    guard Authority.isValid(bytes.part(scheme, end)) else { throw .invalidTarget }
    authority = ByteRange(start + scheme, start + end)
    splitPath(bytes, from: end, at: start)
  }

  private mutating func splitPath(_ bytes: UnsafeRawBufferPointer, from first: Int, at start: Int) {
    let question = bytes.firstIndex(of: UInt8(ascii: "?"), from: first)
    path = ByteRange(start + first, start + (question ?? bytes.count))
    query = question.map { ByteRange(start + $0 + 1, start + bytes.count) }
  }
}
