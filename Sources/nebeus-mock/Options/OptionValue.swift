/// A type that an option's value can have.
protocol OptionValue: Sendable {
  /// Nil for a text that is none.
  init?(argument: String)

  /// What a text should be, after the word "use" in a message: `a whole number from 0 to 65535`.
  static var expectation: String { get }
}

extension OptionValue {
  static func read(_ text: String) throws(OptionError) -> Self {
    guard let value = Self(argument: text) else { throw OptionError(text: text, reason: "use \(expectation)") }
    return value
  }
}

/// A type whose values have names; each is an option's value by its name.
protocol NamedOptionValue: OptionValue, CaseIterable, RawRepresentable where RawValue == String {}

extension NamedOptionValue {
  init?(argument: String) { self.init(rawValue: argument) }

  static var expectation: String { "one of \(names)" }

  /// Comma-separated, as a message and the help show them.
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// A text that an option can't take, and what would be right.
struct OptionError: Error {
  let text: String
  let reason: String
}
