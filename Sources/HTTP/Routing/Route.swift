/// What answers requests of one method for the paths of one pattern.
///
/// A pattern is a path as it is documented; `{name}` stands for one or more bytes of a segment:
/// `/assets/svg/i_country-{country_code}.svg`.
package struct Route: Sendable {
  package typealias Handler = @Sendable (borrowing Request, inout Response) throws -> Void

  package let method: HTTPMethod
  package let pattern: String
  let handle: Handler

  package init(_ method: HTTPMethod, _ pattern: String, handle: @escaping Handler) {
    self.method = method
    self.pattern = pattern
    self.handle = handle
  }
}

/// A route as the router keeps it: one object, so that a request only holds a reference.
final class CompiledRoute: Sendable {
  let method: HTTPMethod
  let pattern: String
  let parameterNames: [String]
  let handle: Route.Handler

  init(_ route: Route, parameterNames: [String]) {
    method = route.method
    pattern = route.pattern
    handle = route.handle
    self.parameterNames = parameterNames
  }
}

/// A route that was found, and where its parameters' values are in the request.
struct RouteMatch {
  typealias Captures = InlineArray<8, ByteRange>

  let route: CompiledRoute
  var captures = Captures(repeating: .empty)
}

/// The routes of one shape of path, a method each.
struct PathNode: Sendable {
  let pattern: PathPattern
  private(set) var routes: [CompiledRoute] = []

  init(pattern: PathPattern) { self.pattern = pattern }

  mutating func add(_ route: Route, parameterNames: [String]) throws(RouterError) {
    for other in routes where other.method == route.method {
      throw .hidden(method: route.method.name, pattern: route.pattern, by: other.pattern)
    }
    routes.append(CompiledRoute(route, parameterNames: parameterNames))
  }

  /// GET's route also answers HEAD (RFC 9110, section 9.3.2).
  func route(for method: HTTPMethod) -> CompiledRoute? {
    for route in routes where route.method == method { return route }
    return method == .head ? route(for: .get) : nil
  }
}
