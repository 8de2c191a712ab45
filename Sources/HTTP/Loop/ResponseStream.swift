import Bytes

/// A streamed body on its way: each piece is asked for when those before have left.
struct ResponseStream {
  let source: Response.Source
  /// HTTP/1.0 has no chunks: the connection's end is the body's.
  let isChunked: Bool

  /// Appends the next piece as it is sent; false after the last.
  func writeNext(to out: inout ByteBuffer, through piece: inout ByteBuffer) throws -> Bool {
    piece.removeAll(keepingUpTo: 1 << 18)
    let goesOn = try source(&piece)
    // It would be asked again at once, for ever.
    guard !goesOn || !piece.isEmpty else { throw EmptyPiece() }
    // An empty chunk would be the last (RFC 9112, section 7.1).
    if !piece.isEmpty { ResponseStream.write(piece, to: &out, isChunked: isChunked) }
    if !goesOn, isChunked { out.append("0\r\n\r\n") }
    return goesOn
  }

  static func write(_ piece: borrowing ByteBuffer, to out: inout ByteBuffer, isChunked: Bool) {
    if isChunked {
      out.append(String(piece.count, radix: 16))
      out.append("\r\n")
    }
    piece.withBytes { out.append($0) }
    if isChunked { out.append("\r\n") }
  }
}
