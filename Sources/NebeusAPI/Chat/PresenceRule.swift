import SQLite
import Store
import Time

/// What the tables know of a user, read as a presence at one moment.
///
/// A call makes its user online, ten minutes without one away, no live session offline. A user who has not called yet is
/// what the fixture says. Source: docs/decisions.md, Sessions.
struct PresenceRule {
  /// Seconds without a call after which a user is away.
  private static let patience = 600

  /// A user whose last call was not after this moment is away.
  private let awaySince: String
  /// A session that was not used after this moment is over.
  private let sessionsSince: String

  init(at now: Timestamp) {
    awaySince = now.advanced(by: -Self.patience).description
    sessionsSince = LoginSession.oldestUse(at: now)
  }

  /// The presence of a row of `im_chat_user` whose `im_status`, `last_presence` and `last_used` begin at `index`.
  func presence(_ row: borrowing Row, at index: Int) throws -> Presence {
    guard let lastCall: String = try row[index + 1] else {
      let status: String = try row[index]
      guard let presence = Presence(rawValue: status) else { throw ChatError.unknownWord(status) }
      return presence
    }
    guard let lastUsed: String = try row[index + 2], lastUsed > sessionsSince else { return .offline }
    return lastCall > awaySince ? .online : .away
  }
}
