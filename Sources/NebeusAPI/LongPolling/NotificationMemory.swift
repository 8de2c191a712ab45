import Store
import Time

/// The latest notifications that are no messages, kept in memory: their readers need them for a minute.
///
/// Ids count these and the messages together, in the order in which they came, though a post writes nothing here: a
/// message's notification has the message's id and the number of entries before it; an entry has the id of the latest
/// message before it and the number of entries up to and including itself.
final class NotificationMemory {
  enum Subject {
    /// A user's own view of a session has changed.
    case view(ofSession: Int, by: Int)
    case presence(of: Int, Presence)
  }

  struct Entry {
    let afterMessage: Int
    /// How many entries there have been with this one.
    let number: Int
    let moment: Timestamp
    let subject: Subject

    var id: Int { afterMessage + number }
  }

  private static let mostEntries = 1_000

  /// In order.
  private(set) var entries: [Entry] = []
  private var count = 0
  /// The restorations of the state when the entries were made: the messages of an earlier moment have other ids.
  private var restorations: Int

  private init(restorations: Int) { self.restorations = restorations }

  /// The memory of a database, made where there is none yet.
  static func of(_ state: DatabaseState) -> NotificationMemory {
    if let memory = state.companion as? NotificationMemory, memory.restorations == state.restorations { return memory }
    let memory = NotificationMemory(restorations: state.restorations)
    state.companion = memory
    return memory
  }

  func append(_ subject: Subject, afterMessage message: Int, at moment: Timestamp) {
    count += 1
    let latest = max(message, entries.last?.afterMessage ?? 0)
    entries.append(Entry(afterMessage: latest, number: count, moment: moment, subject: subject))
    if entries.count > Self.mostEntries { entries.removeFirst(entries.count - Self.mostEntries / 2) }
  }

  /// The id of a message's notification.
  func id(ofMessage message: Int) -> Int {
    message + (entries.last { $0.afterMessage < message }?.number ?? forgotten)
  }

  /// The id of the message above which every message has a notification after `position`.
  func message(at position: Int) -> Int {
    position - (entries.last { $0.id <= position }?.number ?? forgotten)
  }

  /// The id of the latest notification where `message` is the id of the latest message.
  func latest(afterMessage message: Int) -> Int { max(message + count, entries.last?.id ?? 0) }

  /// How many entries there were before those that are kept.
  private var forgotten: Int { entries.first.map { $0.number - 1 } ?? count }
}
