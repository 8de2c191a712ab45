import Basics

/// What the fields of a complete head decide together.
extension RequestHead {
  /// Reads the fields that frame the message and say what becomes of the connection.
  mutating func decide(_ lines: FieldLines, in bytes: BorrowedBytes) throws(RequestError) {
    keepsAlive = version == .http11
    var hosts = 0
    var lengths = 0
    var coding = CodingList()
    var length = 0
    for line in lines where line.known.rawValue <= KnownField.expect.rawValue && line.known != .other {
      let value = line.value.bytes(of: bytes)
      switch line.known {
      case .host:
        hosts += 1
        guard setAuthority(value, at: Int(line.value.start)) else { throw .invalidHost }
      case .contentLength:
        lengths += 1
        length = try RequestHead.length(value)
      case .transferEncoding: coding.read(value)
      case .connection: readConnection(value)
      case .expect: try readExpectation(value)
      default: break
      }
    }
    // RFC 9112, section 3.2: 400 where an HTTP/1.1 request has no Host field, or any request more than one.
    guard hosts <= 1 else { throw .severalHosts }
    guard hosts == 1 || version == .http10 else { throw .missingHost }
    // RFC 9112, section 6.3, rule 5: lengths that differ are an error; equal ones may be refused, and are.
    guard lengths <= 1 else { throw .severalLengths }
    if coding.isGiven {
      // RFC 9112, section 6.1: a server may refuse a message with both, and one of HTTP/1.0 with a coding.
      guard lengths == 0 else { throw .lengthAndCoding }
      guard version == .http11 else { throw .codingInHTTP10 }
      if let failure = coding.failure { throw failure }
      framing = .chunked
    } else {
      framing = length > 0 ? .length(length) : .none
    }
  }

  /// RFC 9110, section 8.6: 1*DIGIT. No sign, no list, nothing empty, nothing that overflows.
  private static func length(_ value: BorrowedBytes) throws(RequestError) -> Int {
    guard !value.isEmpty else { throw .invalidLength }
    var length = 0
    for byte in value {
      guard Grammar.isDigit(byte) else {
        throw byte == UInt8(ascii: ",") ? .severalLengths : .invalidLength
      }
      let (tens, tooLarge) = length.multipliedReportingOverflow(by: 10)
      let (sum, overflow) = tens.addingReportingOverflow(Int(byte - 0x30))
      guard !tooLarge, !overflow else { throw .invalidLength }
      length = sum
    }
    return length
  }

  /// RFC 9112, section 9.3: `close` wins; `keep-alive` counts for HTTP/1.0.
  private mutating func readConnection(_ value: BorrowedBytes) {
    var closes = !keepsAlive && version == .http11
    var keeps = keepsAlive
    value.forEachListElement { element in
      if element.equalIgnoringCase("close") { closes = true }
      if element.equalIgnoringCase("keep-alive") { keeps = true }
    }
    keepsAlive = keeps && !closes
  }

  /// RFC 9110, section 10.1.1: any other expectation may be answered with 417; HTTP/1.0 has none.
  private mutating func readExpectation(_ value: BorrowedBytes) throws(RequestError) {
    guard version == .http11 else { return }
    guard value.equalIgnoringCase("100-continue") else { throw .unknownExpectation }
    expectsContinue = true
  }
}

/// The transfer codings of a request, in order, over all its Transfer-Encoding lines (RFC 9112, section 6.1).
struct CodingList {
  private(set) var isGiven = false
  private var count = 0
  private var chunkedCount = 0
  private var lastIsChunked = false

  mutating func read(_ value: BorrowedBytes) {
    isGiven = true
    var list = self
    value.forEachListElement { list.add($0) }
    self = list
  }

  private mutating func add(_ coding: BorrowedBytes) {
    count += 1
    lastIsChunked = coding.equalIgnoringCase("chunked")
    if lastIsChunked { chunkedCount += 1 }
  }

  /// Why the body that these codings announce can't be read; nil for `chunked` alone.
  var failure: RequestError? {
    // RFC 9112, section 6.1: chunked must not be applied twice; an empty list says nothing.
    guard count > 0, chunkedCount <= 1 else { return .invalidCoding }
    if count == 1, lastIsChunked { return nil }
    // RFC 9112, section 6.3, rule 4: where chunked is not the last, the length can't be known, and it must be 400.
    guard lastIsChunked else { return .invalidCoding }
    // RFC 9112, section 6.1: 501 for a coding that is not understood.
    return .unknownCoding
  }
}
