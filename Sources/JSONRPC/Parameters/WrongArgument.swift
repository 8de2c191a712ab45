/// What is wrong with an argument, before it is known which one it is.
package enum WrongArgument: Error, Sendable {
  case missing
  /// Ends a sentence that begins with the argument's name: `should be a number`.
  case wrong(String)
  /// It has the reference's own words, which name the argument as the call does.
  case notList
}
