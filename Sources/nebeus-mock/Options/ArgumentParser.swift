import Basics
import Glibc

/// Reads the words after a command's name by the command's description.
struct ArgumentParser {
  /// What the words ask for.
  enum Request {
    case run(ParsedArguments)
    case help
    case version
  }

  let command: CommandDescription

  func parse(_ words: [String]) throws(Failure) -> Request {
    var operands: [String] = []
    var given: [String: [String]] = [:]
    var words = words[...]
    while let word = words.popFirst() {
      if word == "--" {
        guard case .commandLine = command.operands else {
          operands += words
          break
        }
        return .run(try arguments(Array(words), given))
      }
      if word == "--help" || word == "-h" { return .help }
      if word == "--version" { return .version }
      guard word.hasPrefix("-"), word != "-" else {
        operands.append(word)
        continue
      }
      let (option, text) = try option(word, &words)
      given[option.name, default: []] += text.map { [$0] } ?? []
    }
    if case .commandLine = command.operands { throw missingCommandLine }
    return .run(try arguments(operands, given))
  }

  /// The option that the word names, and its value, which may be the next word.
  private func option(
    _ word: String, _ words: inout ArraySlice<String>
  ) throws(Failure) -> (option: any AnyCommandOption, text: String?) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let option = command.options.first(where: { "--\($0.name)" == parts[0] }) else {
      throw usage("unknown option \(parts[0])\(suggestion(for: String(parts[0])))")
    }
    guard option.valueName != nil else {
      guard parts.count == 1 else { throw usage("--\(option.name) takes no value") }
      return (option, nil)
    }
    if parts.count == 2 { return (option, String(parts[1])) }
    // Taken for the value, the next option would be lost without a word.
    guard let next = words.first, !next.hasPrefix("--") else { throw usage("\(option.usage): the value is missing") }
    words.removeFirst()
    return (option, next)
  }

  /// Checks the number of operands, and all values on the command line.
  private func arguments(_ operands: [String], _ given: [String: [String]]) throws(Failure) -> ParsedArguments {
    switch command.operands {
    case .none:
      if let extra = operands.first { throw usage("unexpected argument \(extra.debugDescription)") }
    case .one(let name, _):
      if operands.isEmpty { throw usage("missing argument <\(name)>") }
      if operands.count > 1 { throw usage("unexpected argument \(operands[1].debugDescription)") }
    case .several(let name, _):
      if operands.isEmpty { throw usage("missing argument <\(name)>") }
    case .commandLine:
      if operands.isEmpty { throw missingCommandLine }
    }
    let arguments = ParsedArguments(operands: operands, given: given, options: command.options)
    for option in command.options where option.valueName != nil {
      guard let texts = given[option.name] else { continue }
      do { try option.check(texts) } catch { throw arguments.invalid(option, error.text, error.reason) }
    }
    return arguments
  }

  private var missingCommandLine: Failure {
    usage("missing command after --, as in: nebeus-mock \(command.name) -- make test")
  }

  private func usage(_ message: String) -> Failure {
    .usage("\(message); see nebeus-mock \(command.name) --help")
  }

  /// The nearest option, where it is near enough to be meant.
  private func suggestion(for word: String) -> String {
    let near = command.options
      .map { (name: "--\($0.name)", distance: EditDistance.between(Array(word.utf8), Array("--\($0.name)".utf8))) }
      .min { $0.distance < $1.distance }
    guard let near, near.distance <= 3, near.distance * 2 < near.name.utf8.count else { return "" }
    return "; did you mean \(near.name)?"
  }
}

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

/// What the environment gives for options that the command line leaves out.
struct Environment {
  /// The option's texts; empty where its variable is unset, empty, or a service's address.
  func texts(for option: some AnyCommandOption) -> [String] {
    guard let name = option.variable, let text = self[name], !Self.isServiceAddress(text) else { return [] }
    guard option.isRepeatable else { return [text] }
    return text.split(separator: ",").map(Self.trimmed).filter { !$0.isEmpty }
  }

  /// The variables of the options that are ignored, since they hold a service's address, with what they hold.
  func ignoredVariables(of options: [any AnyCommandOption]) -> [(name: String, value: String)] {
    options.compactMap { option in
      guard let name = option.variable, let text = self[name], Self.isServiceAddress(text) else { return nil }
      return (name, text)
    }
  }

  /// The variable's value; nil where it is unset or empty.
  subscript(name: String) -> String? {
    guard let value = unsafe getenv(name).map({ unsafe String(cString: $0) }), !value.isEmpty else { return nil }
    return value
  }

  /// Whether the system wrote it: next to a service called nebeus-mock, Kubernetes sets `NEBEUS_MOCK_PORT` to
  /// `tcp://10.96.7.1:8069` in every pod, and so do Docker's links.
  private static func isServiceAddress(_ text: String) -> Bool {
    ["tcp://", "udp://", "sctp://"].contains { text.hasPrefix($0) }
  }

  private static func trimmed(_ text: Substring) -> String {
    let isBlank = { (character: Character) in character == " " || character == "\t" }
    var text = text.drop(while: isBlank)
    while let last = text.last, isBlank(last) { text.removeLast() }
    return String(text)
  }
}
