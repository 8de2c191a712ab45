/// The refusals of what no route takes.
extension HTTPError {
  /// RFC 9110, section 15.5.6.
  static func wrongMethod(_ request: borrowing Request, allowed: [Method]) -> HTTPError {
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
