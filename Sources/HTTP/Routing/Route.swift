/// What answers requests of one method for the paths of one pattern.
///
/// A pattern is a path as it is documented; `{name}` stands for one or more bytes of a segment:
/// `/assets/svg/i_country-{country_code}.svg`.
package struct Route: Sendable {
  package typealias Handler = @Sendable (borrowing Request, inout Response) throws -> Void

  package let method: Method
  package let pattern: String
  let handle: Handler

  package init(_ method: Method, _ pattern: String, handle: @escaping Handler) {
    self.method = method
    self.pattern = pattern
    self.handle = handle
  }
}
