import ArgumentParser

/// What an option takes, read from a text, and said in words where the text is none.
protocol OptionValue: ExpressibleByArgument {
  /// Ends a sentence that begins with "it should be".
  static var meaning: String { get }
}

extension OptionValue {
  static var meaning: String { "one of \(allValueStrings.joined(separator: ", "))" }

  /// Throws `OptionError`.
  @Sendable static func read(_ text: String) throws -> Self {
    guard let value = Self(argument: text) else { throw OptionError(meaning: meaning) }
    return value
  }
}
