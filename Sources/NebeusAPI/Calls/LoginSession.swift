import Basics
import JSONRPC
import NebeusSchema
import Store
import Time

/// A user and the partner that it stands for.
package struct User: Sendable, Equatable {
  package let id: Int
  package let partnerID: Int

  package init(id: Int, partnerID: Int) {
    self.id = id
    self.partnerID = partnerID
  }
}

/// A sign-in that is still good.
///
/// A class, since it is only passed on: a call copies it a few times, which took 800 instructions. Source:
/// docs/decisions.md, Sessions.
final class LoginSession: Equatable {
  /// A session expires when it was not used for a week.
  static let lifetime = Duration.seconds(7 * 86_400)

  /// Those that say whether a session is good, whose it is, and whether its use is noted.
  static let tables = ["http_session", "res_users", "im_chat_presence"]

  let user: User
  let login: String
  private let id: String
  /// The second of which the tables say that the session was used and its user called; nil where that was earlier.
  private let noted: Timestamp?

  /// The session of that id; nil where there is none, or none any more.
  static func find(_ id: String, in state: DatabaseState) throws -> LoginSession? {
    let (companion, now) = (StateCompanion.of(state), state.now)
    // One that is noted as used in this second has not expired in it.
    let known = companion.sessions.found(for: ExactText(id), where: { $0.noted == now }) {
      try LoginSession(id, in: state)
    }
    if let known { return known }
    let found = try LoginSession(id, in: state)
    found?.keep(in: companion)
    return found
  }

  private func keep(in companion: StateCompanion) {
    if noted != nil { companion.sessions.keep(self, for: ExactText(id)) }
  }

  private init(_ id: String, of user: User, login: String, noted: Timestamp?) {
    self.id = id
    self.user = user
    self.login = login
    self.noted = noted
  }

  private convenience init?(_ id: String, in state: DatabaseState) throws {
    let now = state.now
    let found = try state.connection.first(
      """
      SELECT u.id, u.partner_id, u.login, s.last_used = ?3 AND i.last_presence IS ?3
      FROM http_session s JOIN res_users u ON u.id = s.user_id LEFT JOIN im_chat_presence i ON i.user_id = u.id
      WHERE s.id = ?1 AND s.last_used > ?2
      """, id, Self.oldestUse(at: now), now
    ) { row in
      (
        user: User(id: try row.integer(0), partnerID: try row.integer(1)), login: try row[2] as String,
        isNoted: try row.integer(3) == 1
      )
    }
    guard let found else { return nil }
    self.init(id, of: found.user, login: found.login, noted: found.isNoted ? now : nil)
  }

  static func == (left: LoginSession, right: LoginSession) -> Bool {
    left.id == right.id && left.user == right.user && left.login == right.login && left.noted == right.noted
  }

  /// A session that was last used at this moment, or before, has expired.
  static func oldestUse(at now: Timestamp) -> Timestamp {
    now.advanced(by: .zero - lifetime)
  }

  /// Makes a session and returns its id: 256 random bits, unless the scenario lists the next one.
  static func issue(to user: User, in state: DatabaseState) throws -> String {
    let id = try state.generate(.sessionID) { $0.hexadecimal(bytes: 32) }
    try NotificationLog(state).recordingPresence(of: user.id) {
      _ = try state.connection.run(
        "INSERT INTO http_session (id, user_id, last_used) VALUES (?, ?, ?)", id, user.id, state.now)
    }
    return id
  }

  /// Ends all sessions of the user who has the login.
  static func endAll(ofLogin login: String, in state: DatabaseState) throws {
    let user = try state.connection.first("SELECT id FROM res_users WHERE login = ?", login) { try $0[0] as Int }
    guard let user else { return }
    try NotificationLog(state).recordingPresence(of: user) {
      _ = try state.connection.run("DELETE FROM http_session WHERE user_id = ?", user)
    }
  }

  /// Ends this session.
  func end(in state: DatabaseState) throws {
    try NotificationLog(state).recordingPresence(of: user.id) {
      try Self.end(id, in: state)
      try PresenceRule.forgetFixture(of: user, in: state)
    }
  }

  /// Ends a session of whom that is not known: it may have expired.
  static func end(_ id: String, in state: DatabaseState) throws {
    _ = try state.connection.run("DELETE FROM http_session WHERE id = ?", id)
  }

  /// The session has been used now, which shows that its user is there. Within a second it is written once. Returns
  /// the session of which that is noted.
  func touched(in state: DatabaseState) throws -> LoginSession {
    let now = state.now
    guard now != noted else { return self }
    try state.connection.transaction {
      // A user who has called within ten minutes is online before and after.
      let isOnline =
        try state.connection.first(
          "SELECT last_presence > ? AND last_presence <= ? FROM im_chat_presence WHERE user_id = ?",
          PresenceRule.awaySince(now), now, user.id
        ) { try $0[0] as Bool? } ?? nil
      if isOnline == true {
        try write(now, in: state)
      } else {
        try NotificationLog(state).recordingPresence(of: user.id) { try write(now, in: state) }
      }
    }
    let touched = LoginSession(id, of: user, login: login, noted: now)
    touched.keep(in: StateCompanion.of(state))
    return touched
  }

  private func write(_ now: Timestamp, in state: DatabaseState) throws {
    _ = try state.connection.run("UPDATE http_session SET last_used = ? WHERE id = ?", now, id)
    _ = try state.connection.run(
      """
      INSERT INTO im_chat_presence (user_id, last_presence) VALUES (?, ?)
      ON CONFLICT DO UPDATE SET last_presence = excluded.last_presence
      """, user.id, now)
  }
}

/// A session that a test is given without the password.
package struct GivenSession: Sendable {
  package let id: String
  package let userID: Int

  /// Signs in who has the login, in whatever case; nil where nobody has it. Throws `SQLiteError`.
  package init?(login: String, in state: DatabaseState) throws {
    let found = try state.connection.first("SELECT id, partner_id FROM res_users WHERE login = ?", login) { row in
      User(id: try row[0], partnerID: try row[1])
    }
    guard let found else { return nil }
    id = try state.connection.transaction { try LoginSession.issue(to: found, in: state) }
    userID = found.id
  }
}
