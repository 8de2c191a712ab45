import JSON

/// A parameter without its type, as an endpoint lists it.
package protocol ParameterDeclaration: Sendable {
  var name: String { get }
  /// The name that the endpoint's failures give the argument: its own, unless the reference has another.
  var field: String { get }
  var meaning: String { get }
  var schema: JSONSchema { get }
  var isRequired: Bool { get }
  /// The revisions of the reference that have it.
  var revisions: ClosedRange<Revision> { get }
  /// Looks at the argument, and reads it where that doesn't suffice to know whether it is right.
  func check(_ params: Params, isStrict: Bool) -> (look: ArgumentLook, error: ArgumentError?)
}

extension ParameterDeclaration {
  /// What is wrong with the argument, or nil.
  package func error(in params: Params, isStrict: Bool) -> ArgumentError? { check(params, isStrict: isStrict).error }
}

/// A typed key: names an argument of an endpoint, says what it may be and what it means, and reads it.
///
///     static let limit = Parameter("limit", .optional(.count), "Quantity of messages")
///     …
///     let limit = arguments[limit] ?? 20
package struct Parameter<Argument>: ParameterDeclaration {
  package let name: String
  /// The name once more: what is looked up is a literal's bytes, without a `String` to retain.
  fileprivate let key: StaticString
  package let field: String
  package let meaning: String
  package let revisions: ClosedRange<Revision>
  package let type: ParameterType<Argument>
  /// What a refusal by its type says, whatever is wrong, where the reference has one message for everything.
  private let message: String?

  package init(
    _ key: StaticString, _ type: ParameterType<Argument>, _ meaning: String, refusedAs field: String? = nil,
    refusedWith message: String? = nil, in revisions: ClosedRange<Revision> = .all
  ) {
    self.key = key
    name = "\(key)"
    self.type = type
    self.meaning = meaning
    self.field = field ?? name
    self.message = message
    self.revisions = revisions
  }

  package var schema: JSONSchema { type.schema }
  package var isRequired: Bool { type.isRequired }

  /// The same parameter in an endpoint that has it only from a later revision on.
  package func since(_ revision: Revision) -> Parameter {
    Parameter(key, type, meaning, refusedAs: field, refusedWith: message, in: .since(revision))
  }

  package func check(_ params: Params, isStrict: Bool) -> (look: ArgumentLook, error: ArgumentError?) {
    let look = type.look(params.value(of: key))
    guard case .unclear = look else { return (look, nil) }
    do throws(ArgumentError) {
      _ = try read(params, isStrict: isStrict)
      return (look, nil)
    } catch {
      return (look, error)
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
      return try type.read(params.value(of: key), ParameterStyle(isForm: params.isForm, isStrict: isStrict))
    } catch {
      throw message.map { self.error($0) } ?? ArgumentError(error, of: field)
    }
  }
}

/// How the arguments of a call may be spelled.
package struct ParameterStyle: Sendable {
  /// Whether they came as a form, where a list of one is a single text.
  package let isForm: Bool
  /// Whether only the documented JSON type is accepted.
  package let isStrict: Bool

  package init(isForm: Bool = false, isStrict: Bool = false) {
    self.isForm = isForm
    self.isStrict = isStrict
  }
}

/// What an argument may be: how it is checked, read and described.
package struct ParameterType<Argument>: Sendable {
  package let schema: JSONSchema
  package let isRequired: Bool
  /// What a look at the value tells, nil where the call has none. What it tells of the usual spellings spares the check
  /// of a call's arguments from reading what the handler reads again: every server, a strict one too, takes the value.
  let look: @Sendable (JSONValue?) -> ArgumentLook
  /// Reads the value as it came, nil where the call has none.
  package let read: @Sendable (JSONValue?, ParameterStyle) throws(ArgumentError.Reason) -> Argument

  /// A required argument.
  package init(
    _ schema: JSONSchema, look: @escaping @Sendable (JSONValue) -> ArgumentLook = { _ in .unclear },
    read: @escaping @Sendable (JSONValue, ParameterStyle) throws(ArgumentError.Reason) -> Argument
  ) {
    self.schema = schema
    isRequired = true
    self.look = { $0.map(look) ?? .unclear }
    self.read = { value, style throws(ArgumentError.Reason) in
      guard let value, !value.isNull else { throw .missing }
      guard !style.isStrict || schema.admits(value) else { throw .wrong("should be \(schema.name)") }
      return try read(value, style)
    }
  }

  /// An argument that may be left out; `read` gets nil if it is.
  package init(
    optional schema: JSONSchema, look: @escaping @Sendable (JSONValue?) -> ArgumentLook = { _ in .unclear },
    read: @escaping @Sendable (JSONValue?, ParameterStyle) throws(ArgumentError.Reason) -> Argument
  ) {
    self.schema = schema
    isRequired = false
    self.look = look
    self.read = read
  }

  /// The same, but the argument may be left out or be null; also an empty text, as forms leave an argument out, or
  /// `false`, as Odoo writes what is absent.
  ///
  /// A strict server takes an empty text or `false` only where a text or a boolean is documented.
  package static func optional<Wrapped>(_ type: ParameterType<Wrapped>) -> ParameterType<Wrapped?>
  where Argument == Wrapped? {
    ParameterType<Wrapped?>(optional: type.schema, look: { $0 == nil ? .absent : type.look($0) }) {
      value, style throws(ArgumentError.Reason) in
      guard let value, !value.isNull else { return nil }
      if value.string == "", !style.isStrict || type.schema.admits(value) { return nil }
      if value.bool == false, !style.isStrict { return nil }
      return try type.read(value, style)
    }
  }
}

/// The arguments of a call, read by the endpoint's typed parameters.
///
/// They have been checked when a handler gets them, so that reading one can't fail. Reading a parameter that the
/// endpoint doesn't declare stops a debug build.
package struct Arguments: Sendable {
  private let params: Params
  package let isStrict: Bool
  private let revision: Revision
  /// What is wrong with them by their types alone, in the order of the endpoint's parameters.
  ///
  /// A handler sees errors only where its endpoint collects them; any other handler is not called.
  package let errors: [ArgumentError]
  /// Nil where a look at the arguments doesn't tell.
  let shape: CallShape?
  #if DEBUG
  private let declared: Set<String>
  #endif

  /// - Parameter pathParameters: those whose arguments `params` has from the path; no param of the body may name one.
  init(
    _ params: Params, for parameters: [any ParameterDeclaration],
    pathParameters: [any ParameterDeclaration] = [], isStrict: Bool, revision: Revision = .first
  ) {
    self.params = params
    self.isStrict = isStrict
    self.revision = revision
    var errors = pathParameters.compactMap { $0.error(in: params, isStrict: isStrict) }
    var shape = CallShape.Builder()
    for parameter in parameters {
      guard parameter.revisions.contains(revision) else {
        shape.add(.absent)
        continue
      }
      let (look, error) = parameter.check(params, isStrict: isStrict)
      shape.add(look)
      if let error { errors.append(error) }
    }
    if isStrict {
      for name in params.names where !parameters.contains(where: { $0.name == name && $0.revisions.contains(revision) })
      {
        errors.append(ArgumentError(field: name, message: "unknown parameter \"\(name)\""))
      }
    }
    self.errors = errors
    self.shape = shape.shape
    #if DEBUG
    declared = Set((pathParameters + parameters).map(\.name))
    #endif
  }

  /// The argument that `parameter` names; absent if the parameter belongs to another revision.
  package subscript<Argument>(parameter: Parameter<Argument>) -> Argument {
    checkDeclared(parameter.name)
    do throws(ArgumentError) {
      return try parameter.read(parameter.revisions.contains(revision) ? params : .none, isStrict: isStrict)
    } catch {
      preconditionFailure("\(parameter.name) is read, though it was refused: \(error.message)")
    }
  }

  /// Whether the call has the argument, even an empty one.
  package func has<Argument>(_ parameter: Parameter<Argument>) -> Bool {
    checkDeclared(parameter.name)
    guard let value = params.value(of: parameter.key) else { return false }
    return !value.isNull && (isStrict || value.bool != false)
  }

  /// The argument, or nil where its type refuses it, for an endpoint that collects its errors.
  package func accepted<Argument>(_ parameter: Parameter<Argument>) -> Argument? {
    checkDeclared(parameter.name)
    return try? parameter.read(params, isStrict: isStrict)
  }

  private func checkDeclared(_ name: String) {
    #if DEBUG
    precondition(declared.contains(name), "the endpoint doesn't declare the parameter \(name)")
    #endif
  }
}
