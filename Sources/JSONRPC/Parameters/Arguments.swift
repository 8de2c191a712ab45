/// The arguments of a call, read by typed keys.
package struct Arguments: Sendable {
  private let params: Params
  private let isStrict: Bool
  /// What is wrong with them by their types alone, in the order of the endpoint's parameters.
  ///
  /// A handler sees complaints only where its endpoint collects them; any other is not called.
  package let complaints: [ArgumentError]

  /// - Parameter pathParameters: those whose arguments `params` has from the path; no param of the body may name one.
  init(
    _ params: Params, for parameters: [ParameterDeclaration], pathParameters: [ParameterDeclaration] = [],
    isStrict: Bool
  ) {
    self.params = params
    self.isStrict = isStrict
    var complaints = pathParameters.compactMap { $0.check(params, isStrict) }
    complaints += parameters.compactMap { $0.check(params, isStrict) }
    if isStrict {
      for name in params.names where !parameters.contains(where: { $0.name == name }) {
        complaints.append(ArgumentError(field: name, message: "\(name) is no parameter of this endpoint"))
      }
    }
    self.complaints = complaints
  }

  /// The argument that `parameter` names. Throws its refusal where it isn't what its type says.
  package subscript<Argument>(parameter: Parameter<Argument>) -> Argument {
    get throws(Refusal) { try parameter.read(params, isStrict: isStrict) }
  }

  /// Whether the call brought the argument, be it empty.
  package func has<Argument>(_ parameter: Parameter<Argument>) -> Bool {
    guard let value = params[parameter.name] else { return false }
    return !value.isNull
  }

  /// The argument, or nil where its type refuses it, for an endpoint that collects its complaints.
  package func accepted<Argument>(_ parameter: Parameter<Argument>) -> Argument? {
    do throws(Refusal) {
      return try self[parameter]
    } catch {
      return nil
    }
  }
}
