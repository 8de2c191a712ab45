import JSON

/// The calls that a fault is for; what isn't said doesn't count.
package struct FaultTarget: Sendable {
  package let path: CallPath?
  package let method: String?
  /// What the params of one of the request's calls are like.
  package let params: JSONValue?

  package init(path: CallPath? = nil, method: String? = nil, params: JSONValue? = nil) {
    self.path = path
    self.method = method
    self.params = params
  }

  /// - Parameter callParams: the params of the request's calls, nil of one without any; asked for only where they count.
  func matches(method: String, path: String, route: String?, callParams: () -> [JSONValue?]) -> Bool {
    if let wanted = self.path, !wanted.matches(path, route: route) { return false }
    if let wanted = self.method, wanted != method { return false }
    guard let params else { return true }
    return callParams().contains { $0?.isLike(params) ?? (params.count == 0) }
  }
}

/// Which paths are meant: one as it is sent, a route as the reference writes it, or all that begin alike (`/im_chat/*`).
package struct CallPath: Sendable {
  package let text: String
  /// What the paths begin with; nil if one is meant.
  package let prefix: String?

  package init(_ text: String) {
    self.text = text
    prefix = text.hasSuffix("*") ? String(text.dropLast()) : nil
  }

  /// - Parameter route: the route that has taken the path; nil if none has.
  package func matches(_ path: String, route: String?) -> Bool {
    if let prefix { return path.hasPrefix(prefix) || route?.hasPrefix(prefix) == true }
    return text == path || text == route
  }
}
