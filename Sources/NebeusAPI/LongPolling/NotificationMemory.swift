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

  /// Entries between which no message was posted.
  private struct Run {
    let afterMessage: Int
    /// The number of its first entry, and that of its last one.
    let first: Int
    var last: Int
  }

  private static let mostEntries = 1_000

  /// The latest, in order.
  private(set) var entries: [Entry] = []
  /// All entries there have been, in order: ids stay what they were when the entries themselves have made room.
  private var runs: [Run] = []
  private var count = 0
  /// The restorations of the state when the entries were made: the messages of an earlier moment have other ids.
  let restorations: Int

  init(restorations: Int) { self.restorations = restorations }

  func append(_ subject: Subject, afterMessage message: Int, at moment: Timestamp) {
    count += 1
    let latest = max(message, runs.last?.afterMessage ?? 0)
    entries.append(Entry(afterMessage: latest, number: count, moment: moment, subject: subject))
    if entries.count > Self.mostEntries { entries.removeFirst(entries.count - Self.mostEntries / 2) }
    if runs.last?.afterMessage == latest {
      runs[runs.count - 1].last = count
    } else {
      runs.append(Run(afterMessage: latest, first: count, last: count))
    }
  }

  /// The id of a message's notification.
  func id(ofMessage message: Int) -> Int {
    message + (lastRun { $0.afterMessage < message }?.last ?? 0)
  }

  /// The id of the message above which every message has a notification after `position`.
  func message(at position: Int) -> Int {
    guard let run = lastRun(where: { $0.afterMessage + $0.first <= position }) else { return position }
    return position - min(position - run.afterMessage, run.last)
  }

  /// The id of the latest notification where `message` is the id of the latest message.
  func latest(afterMessage message: Int) -> Int {
    max(message + count, runs.last.map { $0.afterMessage + $0.last } ?? 0)
  }

  /// The last of the runs for which `isBefore` holds, found by halving: it holds for none after that one.
  private func lastRun(where isBefore: (Run) -> Bool) -> Run? {
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(runs[middle]) { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? runs[low - 1] : nil
  }
}
