import JSON

/// A parameter without its type, as an endpoint lists it.
package protocol ParameterDeclaration: Sendable {
  var name: String { get }
  /// The name that the endpoint's failures give the argument: its own, unless the reference has another.
  var field: String { get }
  var meaning: String { get }
  var schema: JSONSchema { get }
  var isRequired: Bool { get }
  /// The first revision of the reference that has it.
  var since: Revision { get }
  /// What is wrong with the argument, or nil.
  func error(in params: Params, isStrict: Bool) -> ArgumentError?
}

/// A typed key: names an argument of an endpoint, says what it may be and what it means, and reads it.
///
///     static let limit = Parameter("limit", .optional(.count), "Quantity of messages")
///     …
///     let limit = arguments[limit] ?? 20
package struct Parameter<Argument>: ParameterDeclaration {
  package let name: String
  package let field: String
  package let meaning: String
  package let since: Revision
  package let type: ParameterType<Argument>
  /// What a refusal by its type says, whatever is wrong, where the reference has one message for everything.
  private let message: String?

  package init(
    _ name: String, _ type: ParameterType<Argument>, _ meaning: String, refusedAs field: String? = nil,
    refusedWith message: String? = nil, since: Revision = .first
  ) {
    self.name = name
    self.type = type
    self.meaning = meaning
    self.field = field ?? name
    self.message = message
    self.since = since
  }

  package var schema: JSONSchema { type.schema }
  package var isRequired: Bool { type.isRequired }

  /// The same parameter in an endpoint that has it only from a later revision on.
  package func since(_ revision: Revision) -> Parameter {
    Parameter(name, type, meaning, refusedAs: field, refusedWith: message, since: revision)
  }

  package func error(in params: Params, isStrict: Bool) -> ArgumentError? {
    do throws(ArgumentError) {
      _ = try read(params, isStrict: isStrict)
      return nil
    } catch {
      return error
    }
  }

  /// The error of this argument, in a whole sentence.
  package func error(_ message: String) -> ArgumentError {
    ArgumentError(field: field, message: message)
  }

  /// A refusal of this argument, in a whole sentence.
  package func refusal(_ message: String) -> Refusal { Refusal(error(message)) }

  /// The refusal of a call without this argument, which its type allows.
  package var missing: Refusal { Refusal(ArgumentError(.missing, of: field)) }

  /// A refusal that ends a sentence which begins with the argument's name: `should be above 0`.
  package func wrong(_ what: String) -> Refusal { Refusal(ArgumentError(.wrong(what), of: field)) }

  func read(_ params: Params, isStrict: Bool) throws(ArgumentError) -> Argument {
    do throws(ArgumentError.Reason) {
      return try type.read(params[name], ParameterStyle(isForm: params.isForm, isStrict: isStrict))
    } catch {
      throw message.map { self.error($0) } ?? ArgumentError(error, of: field)
    }
  }
}
