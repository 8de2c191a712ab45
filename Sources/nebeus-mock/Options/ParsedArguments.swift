/// What a command was called with: operands, and the values of its options from the command line, the environment and
/// the defaults, in that order.
struct ParsedArguments {
  let operands: [String]
  private let given: [String: [String]]
  private let options: [any AnyCommandOption]
  private let environment = Environment()

  /// - Parameter given: the texts of each option on the command line, by its name; a switch has none.
  init(operands: [String], given: [String: [String]], options: [any AnyCommandOption]) {
    self.operands = operands
    self.given = given
    self.options = options
  }

  /// The option's value. Throws `Failure` where the environment's is none.
  subscript<Value>(_ option: CommandOption<Value>) -> Value {
    get throws(Failure) {
      precondition(options.contains { $0.name == option.name }, "--\(option.name) isn't declared by this command")
      do {
        return try option.value(of: texts(for: option))
      } catch {
        throw invalid(option, error.text, error.reason)
      }
    }
  }

  /// The message about a value that can't be used, which names the option or the variable that gave it.
  func invalid(_ option: some AnyCommandOption, _ text: String, _ reason: String) -> Failure {
    let source = given[option.name] == nil ? option.variable ?? "--\(option.name)" : "--\(option.name)"
    return .usage("invalid value \(text.debugDescription) for \(source): \(reason)")
  }

  /// Variables that hold a service's address instead of a value.
  var ignoredVariables: [(name: String, value: String)] {
    environment.ignoredVariables(of: options.filter { given[$0.name] == nil })
  }

  private func texts(for option: some AnyCommandOption) -> [String] {
    guard let texts = given[option.name] else { return environment.texts(for: option) }
    return option.valueName == nil ? ["1"] : texts
  }
}
