/// What is wrong with one argument of a call.
package struct ArgumentError: Error, Sendable, Equatable {
  /// The argument, as the endpoint's failures name it.
  package let field: String
  /// A whole sentence: `Limit should be a number`.
  package let message: String

  package init(field: String, message: String) {
    self.field = field
    self.message = message
  }

  /// What is wrong, before it is known which argument it is.
  package indirect enum Reason: Error, Sendable {
    case missing
    /// Ends a sentence that begins with the argument's name: `should be a number`.
    case wrong(String)
    /// The reference has its own words for it, which name the argument as the call does.
    case notList
    /// What is wrong with one element of a list, counted from 0.
    case element(Int, Reason)
  }

  /// Uses the reference's own words where it has some: "Email should be specified", "user_ids is not list".
  init(_ reason: Reason, of field: String) {
    let message =
      switch reason {
      case .missing: "\(Self.label(of: field)) should be specified"
      case .wrong(let what): "\(Self.label(of: field)) \(what)"
      case .notList: "\(field) is not list"
      case .element(let index, let inner): Self.message(of: inner, in: "\(field)[\(index)]")
      }
    self.init(field: field, message: message)
  }

  private static func message(of reason: Reason, in place: String) -> String {
    switch reason {
    case .missing: "\(place) should be specified"
    case .wrong(let what): "\(place) \(what)"
    case .notList: "\(place) is not list"
    case .element(let index, let inner): message(of: inner, in: "\(place)[\(index)]")
    }
  }

  /// `confirm_password` is "Confirm password" in a sentence.
  private static func label(of field: String) -> String {
    let words = field.split(separator: "_").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}

/// A call that was understood and refused; nothing of it is kept.
///
/// It is written in the failure form of its endpoint, which may have room for one error or for all of them.
package struct Refusal: Error, Sendable, Equatable {
  package let first: ArgumentError
  private let others: [ArgumentError]

  package init(_ first: ArgumentError, _ others: [ArgumentError] = []) {
    self.first = first
    self.others = others
  }

  /// The refusal for all of `errors`, the most important first; nil where there are none.
  package init?(_ errors: [ArgumentError]) {
    guard let first = errors.first else { return nil }
    self.init(first, Array(errors.dropFirst()))
  }

  package var errors: [ArgumentError] { [first] + others }
}
