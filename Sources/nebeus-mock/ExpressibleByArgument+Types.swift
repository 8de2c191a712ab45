import ArgumentParser
import JSONRPC
import Logging
import MockServer
import Store

extension Moment: ExpressibleByArgument {
  package init?(argument: String) {
    self.init(argument)
  }
}

extension Dialect: ExpressibleByArgument {}

extension Settings.SameSite: ExpressibleByArgument {}

extension Logger.Level: @retroactive ExpressibleByArgument {}
