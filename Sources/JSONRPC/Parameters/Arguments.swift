/// The arguments of a call, read by the endpoint's typed parameters.
///
/// They have been checked when a handler gets them, so that reading one can't fail. Reading a parameter that the endpoint
/// doesn't declare stops a debug build.
package struct Arguments: Sendable {
  private let params: Params
  package let isStrict: Bool
  private let revision: Revision
  /// What is wrong with them by their types alone, in the order of the endpoint's parameters.
  ///
  /// A handler sees errors only where its endpoint collects them; any other handler is not called.
  package let errors: [ArgumentError]
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
    errors += parameters.compactMap { $0.since <= revision ? $0.error(in: params, isStrict: isStrict) : nil }
    if isStrict {
      for name in params.names where !parameters.contains(where: { $0.name == name && $0.since <= revision }) {
        errors.append(ArgumentError(field: name, message: "unknown parameter \"\(name)\""))
      }
    }
    self.errors = errors
    #if DEBUG
    declared = Set((pathParameters + parameters).map(\.name))
    #endif
  }

  /// The argument that `parameter` names; absent where the parameter belongs to a later revision.
  package subscript<Argument>(parameter: Parameter<Argument>) -> Argument {
    checkDeclared(parameter.name)
    do throws(ArgumentError) {
      return try parameter.read(parameter.since <= revision ? params : .none, isStrict: isStrict)
    } catch {
      preconditionFailure("\(parameter.name) is read, though it was refused: \(error.message)")
    }
  }

  /// Whether the call has the argument, even an empty one.
  package func has<Argument>(_ parameter: Parameter<Argument>) -> Bool {
    checkDeclared(parameter.name)
    guard let value = params[parameter.name] else { return false }
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
