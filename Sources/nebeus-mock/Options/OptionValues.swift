import JSONRPC
import Logging
import MockServer
import Store
import Time

extension String: OptionValue {
  init?(argument: String) {
    // An empty name, folder or token is a mistake in a script, where a variable wasn't set.
    if argument.isEmpty { return nil }
    self = argument
  }

  static var expectation: String { "a text that isn't empty" }
}

extension FixedWidthInteger where Self: OptionValue {
  init?(argument: String) { self.init(argument) }

  static var expectation: String { "a whole number from \(min) to \(max)" }
}

extension UInt16: OptionValue {}

extension UInt64: OptionValue {}

extension Timestamp: OptionValue {
  init?(argument: String) {
    guard let moment = Timestamp(argument), DatabaseClock.range.contains(moment) else { return nil }
    self = moment
  }

  static var expectation: String { "a timestamp from 1970 to 9999, such as 2017-03-03T12:00:00Z" }
}

extension Dialect: NamedOptionValue {}
extension Revision: NamedOptionValue {}

extension Settings.SameSite: NamedOptionValue {}

extension Logger.Level: NamedOptionValue {}

extension DatabaseName: OptionValue {
  init?(argument: String) { self.init(argument) }

  static var expectation: String { "1 to 63 of a-z, 0-9, - and _" }
}

/// A number of things, at least one.
struct Count: OptionValue, ExpressibleByIntegerLiteral {
  static let expectation = "a whole number from \(range.lowerBound) to \(range.upperBound)"
  private static let range = 1...1_000_000_000

  let number: Int

  init(integerLiteral number: Int) { self.number = number }

  init?(argument: String) {
    guard let number = Int(argument), Self.range.contains(number) else { return nil }
    self.number = number
  }
}

/// The token that control calls have to send; a blank one would let in everybody who says so.
struct AdminToken: OptionValue {
  static let expectation = "a token that isn't blank, or leave the option out"

  let text: String

  init?(argument: String) {
    guard argument.utf8.contains(where: { $0 > 0x20 }) else { return nil }
    text = argument
  }
}

/// A share in percent.
struct Percentage: OptionValue {
  static let expectation = "a whole number from 0 to 100"

  let number: Int

  init?(argument: String) {
    guard let number = Int(argument), (0...100).contains(number) else { return nil }
    self.number = number
  }
}

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
