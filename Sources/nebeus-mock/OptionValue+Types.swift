import ArgumentParser
import JSONRPC
import Logging
import MockServer
import Store

extension String: OptionValue {
  static var meaning: String { "a text" }
}

extension UInt16: OptionValue {
  static var meaning: String { "a whole number from 0 to \(max)" }
}

extension UInt64: OptionValue {
  static var meaning: String { "a whole number from 0 to \(max)" }
}

extension Timestamp: OptionValue {
  static var meaning: String { "a moment such as 2017-03-03T12:00:00Z" }

  package init?(argument: String) {
    self.init(argument)
  }
}

extension Dialect: OptionValue {}

extension Settings.SameSite: OptionValue {}

extension Logger.Level: OptionValue, @retroactive ExpressibleByArgument {}
