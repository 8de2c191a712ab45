import Instrumentation
import NebeusAPI
import Store
import Synchronization

/// The polls that wait in one incarnation of a database, by their users.
///
/// When something may have changed, one look on a queue of its own finds the users for whom there is something
/// (`NotificationLog`): a thousand polls cost a call no more than one.
final class Pollers: Sendable {
  private struct State {
    var polls: [Int: [Poll]] = [:]
    /// The latest notification that was looked at.
    var position = 0
  }

  private let database: Database
  private let state = Mutex(State())
  private let signal = Mutex<ChangeSignal?>(nil)
  private let onLeave: @Sendable (Pollers) -> Void

  init(of database: Database, onLeave: @escaping @Sendable (Pollers) -> Void) {
    self.database = database
    self.onLeave = onLeave
  }

  func start() {
    let signal = ChangeSignal(label: "nebeus-mock.polls.\(database.name)") { [weak self] in self?.look() }
    self.signal.withLock { $0 = signal }
    signal.attach(to: database.waiting)
  }

  func stop() { signal.withLock { $0 }?.detach() }

  /// A poll is over.
  func leave() { onLeave(self) }

  /// Has a poll tried again when there is something for `user`. Called with the database's state locked.
  func add(_ poll: Poll, for user: Int, in database: DatabaseState) {
    state.withLock { state in
      if state.polls.isEmpty { state.position = (try? NotificationLog(database).latest()) ?? state.position }
      state.polls[user, default: []].append(poll)
    }
  }

  func remove(_ poll: Poll) {
    state.withLock { state in
      for (user, polls) in state.polls where polls.contains(where: { $0 === poll }) {
        state.polls[user] = polls.count > 1 ? polls.filter { $0 !== poll } : nil
      }
    }
  }

  private func look() {
    // If the database is gone, every poll learns so by its next attempt.
    let users: Set<Int>? = try? database.withState { database in try changedUsers(in: database) }
    let polls = state.withLock { state in
      let awake = state.polls.filter { users?.contains($0.key) ?? true }
      for user in awake.keys { state.polls[user] = nil }
      return awake.values.flatMap { $0 }
    }
    for poll in polls { poll.tryAgain() }
  }

  /// The users for whom there is something new; nil if that can be anyone.
  private func changedUsers(in database: DatabaseState) throws -> Set<Int>? {
    let log = NotificationLog(database)
    let latest = try log.latest()
    let position = state.withLock { state in
      defer { state.position = latest }
      return state.position
    }
    // An earlier state was restored.
    guard latest >= position else { return nil }
    return latest == position ? [] : try log.recipients(after: position)
  }
}

/// The pollers of those databases in which somebody polls.
final class PollerIndex: Sendable {
  private let pollers = Mutex<[ObjectIdentifier: (pollers: Pollers, count: Int)]>([:])

  /// The pollers of a database for one more poll, which leaves them when it is over.
  func enter(_ database: Database) -> Pollers {
    let key = ObjectIdentifier(database)
    let (entered, isNew) = pollers.withLock { all in
      if let known = all[key] {
        all[key] = (known.pollers, known.count + 1)
        return (known.pollers, false)
      }
      let made = Pollers(of: database) { [weak self] in self?.leave($0, key) }
      all[key] = (made, 1)
      return (made, true)
    }
    if isNew { entered.start() }
    return entered
  }

  private func leave(_ left: Pollers, _ key: ObjectIdentifier) {
    let isLast = pollers.withLock { all in
      guard let known = all[key] else { return false }
      all[key] = known.count > 1 ? (left, known.count - 1) : nil
      return known.count == 1
    }
    if isLast { left.stop() }
  }
}
