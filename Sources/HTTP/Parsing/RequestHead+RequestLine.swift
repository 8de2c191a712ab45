/// The first line of a request (RFC 9112, section 3).
extension RequestHead {
  /// Reads a line without its end, which starts at `start` of the request.
  mutating func readRequestLine(
    _ line: UnsafeRawBufferPointer, at start: Int, methodLimit: Int
  ) throws(RequestError) {
    guard !line.contains(0x0D) else { throw .bareCarriageReturn }
    // The only whitespace is one space on each side of the target.
    guard let first = line.firstIndex(of: 0x20, from: 0) else { throw .invalidRequestLine }
    guard first <= methodLimit, line.part(0, first).allSatisfy(Grammar.isToken) else { throw .invalidMethod }
    guard let second = line.firstIndex(of: 0x20, from: first + 1) else { throw .invalidRequestLine }
    let target = line.part(first + 1, second)
    guard target.count <= RequestParser.targetLimit else { throw .targetTooLong }
    guard !target.isEmpty else { throw .invalidRequestLine }
    method = Method(bytes: line.part(0, first))
    // RFC 9112, section 3.2: a target has no whitespace, no controls, and no fragment (RFC 9110, section 4.2.5).
    for byte in target where byte <= 0x20 || byte >= 0x7F || byte == UInt8(ascii: "#") { throw .invalidTarget }
    version = try RequestHead.version(line.part(second + 1, line.count))
    try readTarget(target, at: start + first + 1)
  }

  /// RFC 9112, section 2.3: `HTTP/`, a digit, a point, a digit, in this case.
  private static func version(_ bytes: UnsafeRawBufferPointer) throws(RequestError) -> HTTPVersion {
    if bytes.equal("HTTP/1.1") { return .http11 }
    if bytes.equal("HTTP/1.0") { return .http10 }
    guard bytes.count == 8, bytes.part(0, 5).equal("HTTP/"), Grammar.isDigit(bytes[5]), bytes[6] == UInt8(ascii: "."),
      Grammar.isDigit(bytes[7])
    else { throw .invalidVersion }
    // RFC 9110, section 15.6.6.
    throw .unsupportedVersion
  }
}
