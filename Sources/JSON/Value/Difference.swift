/// One place where a value is not as a pattern says.
package struct Difference: Sendable {
  /// `params.user_ids[1]`
  package let at: String
  package let expected: JSONValue
  /// Nil where there is nothing at that place.
  package let actual: JSONValue?
}
