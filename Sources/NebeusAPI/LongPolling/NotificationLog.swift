import SQLite
import Store
import Time

/// What long polling reports of a database: posted messages, changed views of sessions, changed presences.
package struct NotificationLog {
  private let state: DatabaseState
  private let memory: NotificationMemory

  package init(_ state: DatabaseState) {
    self.state = state
    memory = StateCompanion.notifications(of: state)
  }

  /// The id of the latest notification of all users; 0 if there is none. Throws `SQLiteError`.
  package func latest() throws -> Int { memory.latest(afterMessage: try latestMessage()) }

  /// Records that `user`'s own view of a session has changed.
  func recordView(ofSession session: Int, by user: Int) throws {
    memory.append(.view(ofSession: session, by: user), afterMessage: try latestMessage(), at: state.now)
  }

  /// Runs `change`, and records the user's presence if it is another one afterwards.
  func recordingPresence(of user: Int, _ change: () throws -> Void) throws {
    let before = try presence(of: user)
    try change()
    guard let after = try presence(of: user), after != before else { return }
    memory.append(.presence(of: user, after), afterMessage: try latestMessage(), at: state.now)
  }

  /// The users for whom there is a notification after `position`. Throws `SQLiteError`.
  package func recipients(after position: Int) throws -> Set<Int> {
    var users = Set(
      try state.connection.all(
        """
        SELECT DISTINCT v.user_id FROM (SELECT DISTINCT to_id FROM im_chat_message WHERE id > ?) m
        CROSS JOIN im_chat_session_member v ON v.session_id = m.to_id
        """, memory.message(at: position)
      ) { try $0[0] as Int })
    for entry in memory.entries.reversed().prefix(while: { $0.id > position }) {
      switch entry.subject {
      case .view(_, let user): users.insert(user)
      case .presence(let user, _): users.formUnion(try acquaintances(of: user))
      }
    }
    return users
  }

  /// What is new for `user` after `last`; for 0, or a number above all ids, what came within the latest 50 seconds.
  func notifications(for user: User, after last: Int) throws -> Notifications {
    let isFresh = try last == 0 || last > latest()
    let since = state.now.advanced(by: -LongPoll.waitSeconds)
    let threshold = isFresh ? try latestMessage(until: since) : memory.message(at: last)
    let entries = memory.entries.reversed().prefix { isFresh ? $0.moment > since : $0.id > last }
    let others = try notifications(for: user, from: Array(entries))
    let hasMessages =
      try state.connection.first(
        """
        SELECT 1 FROM im_chat_session_member o CROSS JOIN im_chat_message m ON m.to_id = o.session_id AND m.id > ?2
        WHERE o.user_id = ?1 LIMIT 1
        """, user.id, threshold
      ) { _ in true } ?? false
    return Notifications(
      user: user.id, others: others, threshold: hasMessages ? threshold : nil, state: state, memory: memory)
  }

  /// The entries that concern `user`, in order, of each subject the latest.
  ///
  /// - Parameter entries: the newest first.
  private func notifications(for user: User, from entries: [NotificationMemory.Entry]) throws -> [Notification] {
    var found: [Notification] = []
    var sessions: Set<Int> = []
    var users: Set<Int> = [user.id]
    var acquaintances: Set<Int>?
    for entry in entries {
      switch entry.subject {
      case .view(let session, user.id) where sessions.insert(session).inserted:
        guard try isMember(user, ofSession: session) else { continue }
        found.append(Notification(id: entry.id, content: .view(try ChatSession(session, seenBy: user, in: state))))
      case .presence(let other, let presence) where users.insert(other).inserted:
        let known = try acquaintances ?? self.acquaintances(of: user)
        acquaintances = known
        if known.contains(other) {
          found.append(Notification(id: entry.id, content: .presence(user: other, presence)))
        }
      case .view, .presence: continue
      }
    }
    return found.reversed()
  }

  private func isMember(_ user: User, ofSession session: Int) throws -> Bool {
    try state.connection.first(
      "SELECT 1 FROM im_chat_session_member WHERE session_id = ? AND user_id = ?", session, user.id
    ) { _ in true } ?? false
  }

  /// Users in the user's book, or with whom the user shares a session: those whose presence the user sees.
  private func acquaintances(of user: User) throws -> Set<Int> {
    Set(
      try state.connection.all(
        """
        SELECT user_id FROM user_chat_ab WHERE owner_id = ?1
        UNION SELECT v.user_id FROM im_chat_session_member o
          CROSS JOIN im_chat_session_member v ON v.session_id = o.session_id WHERE o.user_id = ?1
        """, user.id
      ) { try $0[0] as Int })
  }

  /// Users who have the user in their book, or share a session: those who see the user's presence.
  private func acquaintances(of user: Int) throws -> [Int] {
    try state.connection.all(
      """
      SELECT owner_id FROM user_chat_ab WHERE user_id = ?1
      UNION SELECT v.user_id FROM im_chat_session_member o
        CROSS JOIN im_chat_session_member v ON v.session_id = o.session_id WHERE o.user_id = ?1
      """, user
    ) { try $0[0] as Int }
  }

  private func latestMessage() throws -> Int {
    try state.connection.first("SELECT coalesce(max(id), 0) FROM im_chat_message") { try $0[0] } ?? 0
  }

  private func latestMessage(until moment: Timestamp) throws -> Int {
    try state.connection.first(
      "SELECT id FROM im_chat_message WHERE create_date <= ? ORDER BY id DESC LIMIT 1", moment.description
    ) { try $0[0] } ?? 0
  }

  private func presence(of user: Int) throws -> Presence? {
    let rule = PresenceRule(at: state.now)
    return try state.connection.first(
      "SELECT im_status, last_presence, last_used FROM im_chat_user WHERE id = ?", user
    ) { try rule.presence($0, at: 0) }
  }
}
