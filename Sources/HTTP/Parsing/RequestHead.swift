/// What a request's first line and fields say: places in its bytes, and the decisions that follow from them.
struct RequestHead: Sendable {
  /// How the end of the body is known (RFC 9112, section 6.3).
  enum Framing: Equatable, Sendable {
    case none
    case length(Int)
    case chunked
  }

  var method = Method.get
  var version = HTTPVersion.http11
  var target = ByteRange.empty
  /// Empty where an absolute target has none, which means "/".
  var path = ByteRange.empty
  /// Without the question mark; nil where there is none.
  var query: ByteRange?
  /// Host and port as the target or the Host field has them; nil for HTTP/1.0 without either.
  var authority: ByteRange?
  var isAsterisk = false
  var framing = Framing.none
  var keepsAlive = true
  var expectsContinue = false
  /// The names that occur, a bit each, so that asking for one that doesn't costs nothing.
  var present: UInt64 = 0
  var fieldCount = 0
  /// Bytes up to and with the empty line.
  var count = 0
}
