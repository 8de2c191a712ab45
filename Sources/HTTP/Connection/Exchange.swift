/// What is kept of a request for the writing of its answer, which may come later.
struct Exchange {
  /// Nil where the request could not be read so far.
  var method: HTTPMethod?
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
  init(started: Int64?) { self.started = started }

  init(_ request: borrowing Request, started: Int64?) {
    method = request.method
    version = request.version
    keepsAlive = request.head.keepsAlive
    if request.origin == .allowed || request.origin == .own { allowedOrigin = request.field(.origin) }
    preconditions = Preconditions(request)
    self.started = started
    if started != nil || preconditions != nil { path = request.path }
  }

  /// The same for a request after which nothing can be read.
  func last() -> Exchange {
    var copy = self
    copy.keepsAlive = false
    return copy
  }

  var isHead: Bool { method == .head }
}
