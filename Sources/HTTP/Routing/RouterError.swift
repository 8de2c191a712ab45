/// Why routes can't be served together.
package enum RouterError: Error, Equatable, CustomStringConvertible {
  /// The second would never be reached.
  case hidden(method: String, pattern: String, by: String)
  case malformed(pattern: String, why: String)

  package var description: String {
    switch self {
    case .hidden(let method, let pattern, let other):
      "\(method) \(pattern) would never be reached: \(method) \(other) takes the same paths"
    case .malformed(let pattern, let why):
      "\(pattern): \(why)"
    }
  }
}
