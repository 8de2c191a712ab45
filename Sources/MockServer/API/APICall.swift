import HTTP
import JSON
import Instrumentation
import JSONRPC
import OdooHTTP
import Store

/// A request outside the control plane in a form that can be kept: answered now, later, or on another thread.
struct APICall: Sendable {
  let stopwatch = Stopwatch()
  let method: HTTP.Method
  let path: String
  /// The path as the reference writes it; nil where no route has it.
  let route: String?
  /// What the path and the query say, by the names that the route asked for.
  let arguments: [(name: String, text: String)]
  /// The address by which the client reaches the server.
  let authority: String
  let session: String?
  let preference: String?
  let mediaType: String?
  let body: [UInt8]
  let conditions: Preconditions?

  /// - Parameters:
  ///   - route: the pattern of the route that was found.
  ///   - parameters: those of the path whose arguments are wanted.
  ///   - queryParameters: those of the query.
  init(
    _ request: borrowing Request, route: String?, parameters: [String] = [], queryParameters: [String] = []
  ) {
    method = request.method
    // The route's text is there already.
    if let route, request.isPath(route) { path = route } else { path = request.path }
    self.route = route
    var arguments: [(name: String, text: String)] = []
    for name in parameters { arguments.append((name, request.parameter(name) ?? "")) }
    for name in queryParameters { arguments.append((name, request.queryItem(name) ?? "")) }
    self.arguments = arguments
    authority = request.authority
    session = request.session
    preference = request.field(.prefer)
    mediaType = request.field(.contentType)
    body = request.bodyBytes
    conditions = Preconditions(request)
  }

  /// The argument of that name; empty where there is none.
  subscript(argument name: String) -> String {
    arguments.first { $0.name == name }?.text ?? ""
  }

  func calls(isStrict: Bool) throws(BodyError) -> Body {
    try BodyReader(isStrict: isStrict).read(body, mediaType: mediaType)
  }
}
