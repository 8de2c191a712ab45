/// Why a request can't be read, or won't be: the connection it came on is closed after the answer.
///
/// Whatever two readers could read differently is one (RFC 9112, section 11.2: request smuggling).
package enum RequestError: Error, Equatable, Sendable {
  case invalidRequestLine, invalidMethod, invalidTarget, invalidVersion
  case nonASCIITarget(UInt8)
  case unsupportedVersion, targetTooLong
  case bareLineFeed, bareCarriageReturn
  case foldedLine, emptyFieldName, blankBeforeColon, invalidFieldName, missingColon, invalidFieldValue
  case headerTooLarge, tooManyFields
  case missingHost, severalHosts, invalidHost
  case lengthAndCoding, invalidLength, severalLengths, codingInHTTP10, invalidCoding, unknownCoding
  case invalidChunkSize, chunkLineTooLong, missingChunkEnd, trailerTooLarge
  case bodyTooLarge
  case unknownExpectation

  package var status: Status {
    switch self {
    case .unsupportedVersion: .versionNotSupported
    case .targetTooLong: .targetTooLong
    case .headerTooLarge, .tooManyFields, .trailerTooLarge: .headerFieldsTooLarge
    case .unknownCoding: .notImplemented
    case .bodyTooLarge: .contentTooLarge
    case .unknownExpectation: .expectationFailed
    default: .badRequest
    }
  }

  /// What is wrong and what would be right.
  package var message: String {
    switch self {
    case .invalidRequestLine: "The request line is not a method, a target and a version with one space between them"
    case .invalidMethod: "The request does not start with a method; this port speaks HTTP without TLS"
    case .invalidTarget: "The request target is neither a path, nor an http URL, nor the asterisk of OPTIONS"
    case .nonASCIITarget(let byte):
      "The request target has the byte 0x\(String(byte, radix: 16, uppercase: true)), which is not ASCII: "
        + "percent-encode it, as %\(String(byte, radix: 16, uppercase: true))"
    case .invalidVersion: "The request line does not end with HTTP/1.1"
    case .unsupportedVersion: "This server speaks HTTP/1.1 and HTTP/1.0"
    case .targetTooLong: "The request target is longer than 8192 bytes"
    case .bareLineFeed: "A line ends with LF; lines end with CR LF"
    case .bareCarriageReturn: "A CR has no LF after it; lines end with CR LF"
    case .foldedLine: "A header line starts with white space; a field is one line"
    case .emptyFieldName: "A field line has no name before its colon"
    case .blankBeforeColon: "There is white space between a field's name and its colon"
    case .invalidFieldName: "A field's name has a byte that is not allowed there"
    case .missingColon: "A field line has no colon"
    case .invalidFieldValue: "A field's value has a control character"
    case .headerTooLarge: "The header section is longer than 32768 bytes"
    case .tooManyFields: "The header section has more than 128 fields"
    case .missingHost: "The Host field is missing"
    case .severalHosts: "There are several Host fields"
    case .invalidHost: "The host is neither a name nor an address, with or without a port"
    case .lengthAndCoding: "Content-Length and Transfer-Encoding are both given"
    case .invalidLength: "Content-Length is not a whole number in digits"
    case .severalLengths: "There are several Content-Length values"
    case .codingInHTTP10: "HTTP/1.0 has no Transfer-Encoding"
    case .invalidCoding: "The last and only Transfer-Encoding must be chunked"
    case .unknownCoding: "The only Transfer-Encoding of this server is chunked"
    case .invalidChunkSize: "A chunk's size is not a hexadecimal number that fits, or its extension is malformed"
    case .chunkLineTooLong: "A chunk's first line is longer than 1024 bytes"
    case .missingChunkEnd: "A chunk's data is not followed by CR LF"
    case .trailerTooLarge: "The trailer section is longer than 8192 bytes or 128 fields"
    case .bodyTooLarge: "The request's body is larger than this server takes"
    case .unknownExpectation: "The only expectation of this server is 100-continue"
    }
  }
}
