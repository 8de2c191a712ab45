/// An answer of the server's own: what it would not do, and what would be right.
package struct HTTPError: Error {
  package var status: Status
  package var message: String
  /// The path that was asked for, if the request could be read so far.
  package var path: String?
  /// The route nearest to an unknown path.
  package var nearest: String?
  /// The methods that the path has, for 405.
  package var allowed: [HTTPMethod] = []
  /// What Accept-Encoding says, for 415.
  package var acceptedCodings: String?
  /// Stands in the log too, for 500.
  package var requestID: String?

  package init(_ status: Status, _ message: String) {
    self.status = status
    self.message = message
  }
}

/// The refusals of what no route takes.
extension HTTPError {
  /// RFC 9110, section 15.5.6.
  static func wrongMethod(_ request: borrowing Request, allowed: [HTTPMethod]) -> HTTPError {
    let names = allowed.map(\.name).joined(separator: ", ")
    var refusal = HTTPError(.methodNotAllowed, "\(request.path) takes \(names), not \(request.method.name)")
    refusal.path = request.path
    refusal.allowed = allowed
    return refusal
  }

  static func unknownPath(_ request: borrowing Request, in router: Router) -> HTTPError {
    // RFC 9112, section 3.2.3: CONNECT asks for a tunnel, and no path of this server has any.
    guard request.method != .connect else { return wrongMethod(request, allowed: router.methods) }
    var refusal = HTTPError(.notFound, "There is nothing at \(request.path)")
    refusal.path = request.path
    refusal.nearest = router.nearest(to: request.path)
    return refusal
  }
}
