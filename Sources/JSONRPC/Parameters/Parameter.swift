import JSON

/// A typed key: names an argument of an endpoint, says what it may be and what it means, and reads it.
///
///     static let limit = Parameter("limit", .optional(.count), "Quantity of messages")
///     …
///     let limit = arguments[limit] ?? 20
package struct Parameter<Argument>: Sendable {
  package let name: String
  /// The name that the endpoint's failures give the argument: its own, unless the reference has another.
  package let field: String
  package let meaning: String
  package let type: ParameterType<Argument>
  /// What a refusal by its type says, whatever is wrong, where the reference has one message for everything.
  private let message: String?

  package init(
    _ name: String, _ type: ParameterType<Argument>, _ meaning: String, refusedAs field: String? = nil,
    refusedWith message: String? = nil
  ) {
    self.name = name
    self.type = type
    self.meaning = meaning
    self.field = field ?? name
    self.message = message
  }

  /// A refusal of this argument.
  package func refusal(_ message: String) -> Refusal {
    Refusal(complaint(message))
  }

  /// The refusal of a call without this argument, which its type lets pass.
  package var missing: Refusal { refusal(wording(.missing)) }

  /// A refusal that ends a sentence which begins with the argument's name: `should be above 0`.
  package func wrong(_ what: String) -> Refusal { refusal(wording(.wrong(what))) }

  package func complaint(_ message: String) -> ArgumentError {
    ArgumentError(field: field, message: message)
  }

  func read(_ params: Params, isStrict: Bool) throws(Refusal) -> Argument {
    do throws(WrongArgument) {
      return try type.read(params[name], ParameterStyle(isForm: params.isForm, isStrict: isStrict))
    } catch {
      throw refusal(message ?? wording(error))
    }
  }

  /// The reference's own words where it has some: "Email should be specified", "user_ids is not list".
  private func wording(_ error: WrongArgument) -> String {
    switch error {
    case .missing: "\(label) should be specified"
    case .notList: "\(field) is not list"
    case .wrong(let what): "\(label) \(what)"
    }
  }

  /// `confirm_password` is "Confirm password" in a sentence.
  private var label: String {
    let words = field.split(separator: "_").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
