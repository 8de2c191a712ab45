/// A route as the router keeps it: one object, so that a request only holds a reference.
final class CompiledRoute: Sendable {
  let method: Method
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
