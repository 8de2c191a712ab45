/// What is wrong with one argument.
package struct ArgumentError: Sendable, Equatable {
  /// The argument, as the endpoint's failures name it.
  package let field: String
  package let message: String

  package init(field: String, message: String) {
    self.field = field
    self.message = message
  }
}
