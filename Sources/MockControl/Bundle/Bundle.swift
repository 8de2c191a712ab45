import JSONRPC
import OdooHTTP
import Store
import Time

/// A database's life in a file: what it was made from, and all that was done to it.
///
/// Source: docs/replay.md.
package struct Bundle: Sendable {
  /// A request of the API. Its secrets have stand-ins.
  package struct Call: Sendable {
    package let method: String
    /// Path and query.
    package let target: String
    /// By which address the client had reached the server.
    package let address: PublicAddress
    /// The header's lines.
    package let headers: [String]
    package let body: [UInt8]
  }

  package struct Answer: Sendable {
    package enum Content: Sendable, Equatable {
      /// None, or an image, which its entity tag tells from any other.
      case none
      case bytes([UInt8])
      /// It quoted a secret, and was left out.
      case hidden
    }

    package let status: Int
    package let headers: [String]
    package let content: Content
  }

  /// Something that was done to the database.
  package struct Entry: Sendable {
    package enum Event: Sendable {
      /// A call was held up. It has a request if this is its first entry.
      case held(Int, by: BundleFormat.Reason, Call?)
      /// A call was answered; nil if the connection was reset. It has a request if this is its first entry.
      case answered(Answer?, fault: String?, held: Int?, Call?)
      case controlled(method: String, target: String, body: [UInt8])
    }

    package let number: Int
    /// What time it was in the database.
    package let at: Timestamp
    package let event: Event
    /// The names of the sessions that were issued.
    package let sessions: [String]
  }

  /// The version of the program that wrote it.
  package let version: String
  package let name: DatabaseName
  package let options: DatabaseOptions
  /// What time it was when the database was made.
  package let moment: Timestamp
  package let entropy: UInt64
  package let contract: APIContract
  package let sameSite: SessionCookie.SameSite
  /// The scenario's text and images; nil if the program has it.
  package let scenario: (text: [UInt8], images: [ScenarioImage])?
  package let sessionPrefix: String
  /// How many sessions have a name.
  package let sessionCount: Int
  /// The stand-ins of the passwords of a scenario that the program has, in the order of its text.
  package let scenarioPasswords: [String]
  /// The clock when the bundle was made.
  package let end: (now: Timestamp, isFrozen: Bool)
  package let entries: [Entry]
}

/// The members of a bundle, for those who write and read them. Source: docs/replay.md.
package enum BundleFormat {
  /// The first member of the file, and its value: the version of this format.
  package static let mark = "nebeus_mock_bundle"
  package static let version = 1

  /// Why a call that is answered later is in the bundle before that.
  package enum Reason: String, Sendable, CaseIterable {
    /// Faults were decided for it.
    case fault
    /// A long poll has found nothing.
    case poll
  }
}
