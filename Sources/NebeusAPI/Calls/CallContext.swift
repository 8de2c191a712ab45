import JSONRPC
import SQLite
import Store
import Time

/// What a handler works in: the current user, the database and its clock.
///
/// It lives for one request, under the lock of its database.
package final class CallContext: CallScope {
  package let state: DatabaseState
  /// Where the client reaches the server: `http` and `127.0.0.1:8069`.
  private let scheme: String
  private let authority: String
  private let givenSession: String?
  private let reportInternalError: @Sendable (any Error) -> String

  private var session: LoginSession?
  /// The login whose session the request brought; nil where that is nobody's, or was not asked for.
  package private(set) var caller: String?
  /// What went wrong where the database is kept, so that a call could not be answered.
  package private(set) var storageError: SQLiteError?
  /// Whether the call counts as presence of its user; signing in and out doesn't.
  private var countsAsPresence = true
  /// What became of sessions, in order: a batch may sign in more than once.
  package private(set) var sessionChanges: [SessionChange] = []
  /// The user for whom a poll has found nothing yet: its call may be made again when there is something.
  package private(set) var awaitingUser: Int?
  /// Whether the call has been made before and found nothing: it has shown its user's presence already.
  private let isRepeated: Bool
  /// The calls of the request that failed, by their place in it.
  package private(set) var failures: [(call: Int, failure: CallFailure)] = []
  /// The shape of the call that was accepted last.
  package private(set) var shape: CallShape?
  /// How many calls of the request have been answered.
  private var answeredCalls = 0

  package init(
    state: DatabaseState, session: String?, scheme: String = "http", authority: String, isRepeated: Bool = false,
    reportInternalError: @escaping @Sendable (any Error) -> String
  ) {
    self.state = state
    givenSession = session
    self.scheme = scheme
    self.authority = authority
    self.isRepeated = isRepeated
    self.reportInternalError = reportInternalError
  }

  /// The login whose session that is; nil if it is nobody's. Throws `SQLiteError`.
  package static func login(of session: String?, in state: DatabaseState) throws -> String? {
    try session.flatMap { try LoginSession.find($0, in: state)?.login }
  }

  package var database: SQLiteConnection { state.connection }
  package var now: Timestamp { state.now }

  /// Where links in mails lead: `http://127.0.0.1:8069`.
  var origin: String { scheme + "://" + authority }

  /// Who calls. Throws `RPCError.sessionExpired` where nobody is signed in.
  package var user: User {
    get throws {
      guard let session else { throw RPCError.sessionExpired }
      return session.user
    }
  }

  /// Throws `RPCError.sessionExpired` where a session is needed and there is none, and `SQLiteError`.
  package func admit(to access: Access) throws {
    countsAsPresence = true
    if session == nil, let givenSession {
      session = try LoginSession.find(givenSession, in: state)
      if caller == nil { caller = session?.login }
    }
    guard access == .everyone || session != nil else { throw RPCError.sessionExpired }
  }

  /// Throws what `body` throws, and `SQLiteError`.
  package func transaction(_ body: () throws -> Void) throws {
    let (session, changes) = (session, sessionChanges)
    do {
      try database.transaction(body)
    } catch {
      // What was rolled back has neither issued nor ended a session.
      self.session = session
      sessionChanges = changes
      throw error
    }
  }

  /// Throws what `body` throws.
  package func readOnly(_ body: () throws -> Void) throws {
    #if DEBUG
    database.allowsOnlyReads = true
    defer { database.allowsOnlyReads = false }
    #endif
    try body()
  }

  package func accepts(_ shape: CallShape?) { self.shape = shape }

  package func fails(with error: any Error) {
    let failure: CallFailure =
      switch error {
      case let refusal as Refusal: .refused(refusal.errors)
      case let error as RPCError where error == .sessionExpired:
        givenSession == nil ? .sessionMissing : .sessionExpired
      default: .other
      }
    failures.append((answeredCalls, failure))
  }

  /// Throws `SQLiteError` where the session can't be used, unless it is the storage that failed.
  package func answered() throws {
    answeredCalls += 1
    guard countsAsPresence, !isRepeated else { return }
    do {
      session = try session?.touched(in: state)
    } catch let error as SQLiteError where error.storageProblem != nil {
      // The call has been answered all the same.
      _ = reportInternalError(error)
    }
  }

  package func report(_ error: any Error) -> RPCError {
    let reference = reportInternalError(error)
    guard let error = error as? SQLiteError, let cause = error.storageProblem else {
      return .serverError(reference: reference)
    }
    storageError = error
    return .serverError(reference: reference, cause: cause)
  }

  /// Makes a session of `user`'s and returns its id. It is the caller's from the next request on: who called, and how
  /// the other calls of a batch are made, stays as the request said.
  func signIn(_ user: User) throws -> String {
    let issued = try LoginSession.issue(to: user, in: state)
    sessionChanges.append(.issued(issued))
    countsAsPresence = false
    return issued
  }

  /// Ends the caller's session, if there is one.
  func signOut() throws {
    countsAsPresence = false
    guard let givenSession else { return }
    if let session {
      try session.end(in: state)
    } else {
      try LoginSession.end(givenSession, in: state)
    }
    session = nil
    sessionChanges.append(.ended(givenSession))
  }

  /// The call doesn't show that its user is there.
  func hidePresence() { countsAsPresence = false }

  /// A poll has found nothing for `user` yet.
  func awaitNotifications(for user: User) { awaitingUser = user.id }

  /// The answer's rows: read while they are written.
  func rows<each Argument: Bindable>(_ sql: StaticString, _ arguments: repeat each Argument) -> Rows {
    let database = database
    return Rows { body in try database.forEach(sql, repeat each arguments, do: body) }
  }
}

/// What a call did to the caller's session.
package enum SessionChange: Sendable, Equatable {
  case issued(String)
  case ended(String)
}

/// Something that the tables should have and don't, or the reverse: a fault of the state, not of the call.
enum StateError: Error {
  case missingRow(table: String, id: Int?)
  /// A figure that isn't a decimal.
  case notDecimal(String)
  /// A word that a CHECK of its column should have excluded.
  case unknownWord(String)
}
