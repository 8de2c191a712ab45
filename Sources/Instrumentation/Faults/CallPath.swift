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
