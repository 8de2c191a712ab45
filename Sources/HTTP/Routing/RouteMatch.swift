/// A route that was found, and where its parameters' values are in the request.
struct RouteMatch {
  typealias Captures = InlineArray<8, ByteRange>

  let route: CompiledRoute
  var captures = Captures(repeating: .empty)
}
