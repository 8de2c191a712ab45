import HTTP
import Instrumentation
import JSONRPC
import Logging
import MockControl
import NebeusAPI
import OdooHTTP
import Store

/// What a server is told when it starts.
package struct Settings: Sendable {
  package typealias SameSite = SessionCookie.SameSite

  /// Where databases are kept as files.
  package struct Data: Sendable {
    let folder: String
    let isDurable: Bool

    /// - Parameter isDurable: whether a change is on the disk before it is answered.
    package init(folder: String, isDurable: Bool) {
      self.folder = folder
      self.isDurable = isDurable
    }
  }

  package var databases: DatabaseSettings
  /// Nil where they are in memory.
  package var data: Data?
  /// The folder of scenarios whose changes are noticed; nil where none are.
  package var watchedFolder: String?
  package var dialect = Dialect.documented
  package var isStrict = false
  /// Whether a strict server answers what the reference doesn't list (`API.extensions`), and the OpenAPI document
  /// describes it. A server that isn't strict answers it anyway.
  package var allowsExtensions = false
  package var sameSite = SameSite.lax
  /// What control calls have to bring; nil where everyone may call.
  package var adminToken: String?
  /// Where links in mails lead, whatever a request says; nil if it decides.
  package var publicURL: PublicAddress?
  /// Proxies, beside those of loopback addresses, whose word on the client's URL is taken.
  package var trustedProxies: [AddressRange] = []
  /// How many calls each database's journal keeps.
  package var journalLimit = Journal.defaultLimit
  /// How long a long poll waits before it is answered although there is nothing new.
  package var pollLimit = Duration.seconds(LongPoll.waitSeconds)
  /// Whether everything is recorded that is done to a database, without an end.
  package var recordsAll = false
  /// Whether people find a page at `/_mock/`.
  package var hasInspector = true
  package var logger: Logger

  package var answersExtensions: Bool { !isStrict || allowsExtensions }

  /// The revision of the reference that databases keep to unless they are made with another.
  package var revision: Revision {
    get { databases.revision.flatMap(Revision.init) ?? .first }
    set { databases.revision = newValue.rawValue }
  }

  /// How the API answers.
  package var contract: APIContract {
    APIContract(
      AnswerFormat(dialect: dialect, revision: revision), isStrict: isStrict, hasExtensions: allowsExtensions)
  }

  package init(databases: DatabaseSettings, logger: Logger) {
    self.databases = databases
    self.logger = logger
  }
}
