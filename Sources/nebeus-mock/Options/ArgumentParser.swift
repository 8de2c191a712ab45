import Basics

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
