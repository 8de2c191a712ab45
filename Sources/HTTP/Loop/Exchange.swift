/// What is kept of a request for the writing of its answer, which may come later.
struct Exchange {
  /// Nil where the request could not be read so far.
  var method: Method?
  var version = HTTPVersion.http11
  var keepsAlive = false
  /// The origin that may read the answer.
  var allowedOrigin: String?
  var preconditions: Preconditions?
  /// When it was read, if that is logged.
  var started: Int64?
  /// What it asked for; kept only where it is logged or has conditions.
  var path: String?

  /// Of a request that could not be read.
  init() {}

  init(_ request: borrowing Request) {
    method = request.method
    version = request.version
    keepsAlive = request.head.keepsAlive
    if request.origin == .allowed || request.origin == .own { allowedOrigin = request.field(.origin) }
    preconditions = Preconditions(request)
  }

  var isHead: Bool { method == .head }
}
