import Basics

/// A streamed body on its way.
struct ResponseStream {
  enum Body {
    /// Each piece is asked for when those before have left.
    case pull(Response.Source)
    /// Pieces come from elsewhere when there are any.
    case push(PushStream)
  }

  let body: Body
  /// HTTP/1.0 has no chunks: the connection's end is the body's.
  let isChunked: Bool

  var push: PushStream? {
    if case .push(let push) = body { push } else { nil }
  }

  /// Appends the next piece of `source` as it is sent; false after the last.
  func writeNext(of source: Response.Source, to out: inout ByteBuffer, through piece: inout ByteBuffer) throws -> Bool {
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

/// A streamed answer's piece without a byte, behind which there is to be more.
struct EmptyPiece: Error, CustomStringConvertible {
  var description: String { "The stream's source appended nothing and said that there is more" }
}
