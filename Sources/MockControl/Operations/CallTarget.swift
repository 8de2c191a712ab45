import HTTP
import Instrumentation
import JSON
import JSONRPC

/// Which calls a fault or an expectation means: the members that both have.
enum CallTarget {
  static let path = Parameter(
    "path", .maybe(.string), "A path as it is sent, a route as the reference writes it, or `/im_chat/*`")
  static let method = Parameter("method", .maybe(.string), "HTTP's method")
  static let params = Parameter(
    "params", .maybe(.object),
    "What the params contain: objects match in part, arrays whole, numbers by value; `{\"absent\": true}` for what must be absent"
  )

  static let members: [ControlParameter] = [.init(path), .init(method), .init(params)]

  /// The path that is meant. Throws a problem for what no request could have.
  static func path(in arguments: ControlArguments, at place: String = "") throws(Problem) -> CallPath? {
    guard let path = arguments[path] else { return nil }
    try check(path, at: place)
    return CallPath(path)
  }

  static func check(_ path: String, at place: String = "") throws(Problem) {
    guard path.hasPrefix("/") else { throw Problem(.badRequest, "\(place)path: should begin with /, not \"\(path)\"") }
    guard !path.contains("?"), !path.contains("#") else {
      throw Problem(.badRequest, "\(place)path: should have no query, not \"\(path)\"")
    }
    guard !Control.owns(path) else {
      throw Problem(
        .badRequest, "\(place)path: calls of the control plane have no faults and aren't recorded, such as \(path)")
    }
  }

  /// Refuses a path that names a route that there isn't: `{…}` stands in routes only.
  ///
  /// - Parameter isKnown: whether the path has to be one that some route takes, unless it ends with `*`.
  static func check(_ path: CallPath, isKnown: Bool, by api: Router, at place: String = "") throws(Problem) {
    let isRoute = path.text.contains("{")
    guard path.prefix == nil, isKnown || isRoute else { return }
    let taking = api.pattern(taking: path.text)
    guard isRoute ? taking != path.text : taking == nil else { return }
    let nearest = api.patternNearest(to: path.text).map { "; the nearest is \($0)" } ?? ""
    let hint = isKnown ? "; for paths that no route has, use a * at the end" : ""
    throw Problem(.badRequest, "\(place)path: no route has \(path.text)\(nearest)\(hint)")
  }

  static func method(in arguments: ControlArguments, at place: String = "") throws(Problem) -> String? {
    guard let method = arguments[method] else { return nil }
    guard !HTTPMethod(method).isOther, method != "OPTIONS" else {
      throw Problem(.badRequest, "\(place)method: should be a method of HTTP such as POST, not \"\(method)\"")
    }
    return method
  }
}
