import HTTP
import JSONRPC
import Logging
import Store

/// What a server is told when it starts.
package struct Settings: Sendable {
  /// The SameSite attribute of the session cookie.
  package enum SameSite: String, Sendable, CaseIterable {
    case none, lax, strict
  }

  package var databases: DatabaseSettings
  package var dialect = Dialect.documented
  package var isStrict = false
  package var sameSite = SameSite.lax
  /// What control calls have to bring; nil where everyone may call.
  package var adminToken: String?
  package var logger: Logger

  package init(databases: DatabaseSettings, logger: Logger) {
    self.databases = databases
    self.logger = logger
  }
}
