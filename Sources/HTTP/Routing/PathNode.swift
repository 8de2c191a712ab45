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
  func route(for method: Method) -> CompiledRoute? {
    for route in routes where route.method == method { return route }
    return method == .head ? route(for: .get) : nil
  }
}
