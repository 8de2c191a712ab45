import Basics
import SQLite
import Store

/// What is kept in memory in addition to a database's tables. Snapshots and files don't include it.
final class StateCompanion {
  /// Sessions by id, as they were looked up: those whose use in the current second is already in the tables.
  var sessions: LookupCache<ExactText, LoginSession>
  /// The chat sessions that were looked up.
  var conversations: LookupCache<Conversation.Lookup, Conversation.Found>
  private var notifications: NotificationMemory

  private init(of state: DatabaseState) {
    sessions = LookupCache(of: state.watch(LoginSession.tables))
    conversations = LookupCache(of: state.watch(Conversation.tables))
    notifications = NotificationMemory(restorations: state.restorations)
  }

  /// That of a database, made where there is none yet.
  static func of(_ state: DatabaseState) -> StateCompanion {
    if let companion = state.companion as? StateCompanion { return companion }
    let companion = StateCompanion(of: state)
    state.companion = companion
    return companion
  }

  /// The notifications of a database since it was made, or returned to a snapshot: messages of another time have other
  /// ids.
  static func notifications(of state: DatabaseState) -> NotificationMemory {
    let companion = of(state)
    if companion.notifications.restorations != state.restorations {
      companion.notifications = NotificationMemory(restorations: state.restorations)
    }
    return companion.notifications
  }
}

/// What the latest look-ups have found, for as long as nobody writes to the tables that they read.
///
/// SQLite reports the table of each row that is written, so what is here is what the tables say; a debug build looks it
/// up again and compares. A look-up of a session takes 11,400 instructions, and of a chat 9,800; a whole post takes
/// 67,600 without them.
struct LookupCache<Key: Equatable, Found: Equatable> {
  private static var most: Int { 16 }

  private let tables: WatchedTables?
  private var entries: [(key: Key, found: Found)] = []

  /// - Parameter tables: those that the look-up reads; nil where they change unnoticed, so that nothing is kept.
  init(of tables: WatchedTables?) { self.tables = tables }

  /// What was found for `key`; nil where that isn't kept, or a table has changed since.
  ///
  /// - Parameters:
  ///   - isGood: whether what was found is still good, which may depend on more than the tables.
  ///   - look: looks it up in the tables. Only a debug build calls it.
  mutating func found(
    for key: Key, where isGood: (Found) -> Bool = { _ in true }, _ look: () throws -> Found?
  ) -> Found? {
    forgetChanged()
    guard let found = entries.first(where: { $0.key == key })?.found, isGood(found) else { return nil }
    #if DEBUG
    // A look-up that fails says nothing.
    if case .success(let now) = Result(catching: look) {
      precondition(now == found, "the tables have \(String(describing: now)) for \(key), not \(found)")
    }
    #endif
    return found
  }

  /// Keeps what the tables say now for `key`.
  mutating func keep(_ found: Found, for key: Key) {
    guard tables != nil else { return }
    forgetChanged()
    entries.removeAll { $0.key == key }
    if entries.count == Self.most { entries.removeFirst() }
    entries.append((key, found))
  }

  private mutating func forgetChanged() {
    if tables?.takeChange() == true { entries.removeAll(keepingCapacity: true) }
  }
}
