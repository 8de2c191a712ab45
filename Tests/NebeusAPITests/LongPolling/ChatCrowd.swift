import JSON
import JSONRPC
import ServerTestSupport
import Store
import Testing

@testable import NebeusAPI

/// Five users, three sessions and two books, to see whom a notification concerns.
///
///     session 1 is of users 1 and 2, session 2 of 3 and 4, session 3 of a group of 1 and 3
///     the book of user 4 has user 1, that of user 5 has user 2
struct ChatCrowd {
  static let users = 1...5

  let server: TestServer

  init() throws {
    server = try TestServer.start(scenario: "empty", clock: "2017-03-03T12:00:00Z")
    try server.change(
      """
      INSERT INTO res_partner (id, name) VALUES (1, 'A'), (2, 'B'), (3, 'C'), (4, 'D'), (5, 'E');
      INSERT INTO res_users (id, login, password_crypt, partner_id) SELECT id, name, 'x', id FROM res_partner;
      INSERT INTO im_chat_presence (user_id, im_status) SELECT id, 'away' FROM res_users;
      INSERT INTO res_groups (id, name) VALUES (1, 'G');
      INSERT INTO res_groups_users VALUES (1, 1), (1, 3);
      INSERT INTO im_chat_session (id, uuid, create_date, group_id, first_user_id, second_user_id) VALUES
        (1, 's1', '2017-03-03 12:00:00', NULL, 1, 2), (2, 's2', '2017-03-03 12:00:00', NULL, 3, 4),
        (3, 's3', '2017-03-03 12:00:00', 1, NULL, NULL);
      INSERT INTO user_chat_ab VALUES (4, 1), (5, 2);
      """)
  }

  /// What can happen in a chat.
  enum Event: Sendable, Equatable {
    case message(session: Int)
    case view(session: Int, by: Int)
    case presence(Int)

    var text: String {
      switch self {
      case .message(let session): "a message in session \(session)"
      case .view(let session, let user): "a view of session \(session) by user \(user)"
      case .presence(let user): "the presence of user \(user)"
      }
    }
  }

  func happen(_ events: Event...) throws {
    for event in events { try happen(event) }
  }

  func happen(_ event: Event) throws {
    try withLog { log, state in
      switch event {
      case .message(let session):
        _ = try state.connection.run(
          "INSERT INTO im_chat_message (create_date, from_id, to_id, message) VALUES (?, 1, ?, 'm')", state.now, session
        )
      case .view(let session, let user): try log.recordView(ofSession: session, by: user)
      case .presence(let user):
        try log.recordingPresence(of: user) {
          _ = try state.connection.run(
            "UPDATE im_chat_presence SET im_status = iif(im_status = 'away', 'online', 'away') WHERE user_id = ?", user)
        }
      }
    }
  }

  func latest() throws -> Int { try withLog { log, _ in try log.latest() } }

  func recipients(after position: Int) throws -> Set<Int> {
    try withLog { log, _ in try log.recipients(after: position) }
  }

  /// What a poll of the user's finds after `last`, each with its id; nil where it would wait.
  func poll(_ user: Int, after last: Int) throws -> [String]? {
    try withLog { log, _ in
      let found = try log.notifications(for: User(id: user, partnerID: user), after: last)
      guard !found.isEmpty else { return nil }
      let json = try Document(parsing: Notifications.shape.json(of: found)).root
      return try #require(json.array).map { try "\(#require($0["id"]?.integer)): \(Self.event($0, of: user).text)" }
    }
  }

  private static func event(_ element: JSONValue, of user: Int) throws -> Event {
    let message = element["message"]
    if let session = message?["to_id"]?[0]?.integer { return .message(session: session) }
    if let uuid = message?["uuid"]?.string { return .view(session: try #require(Int(uuid.dropFirst())), by: user) }
    return .presence(try #require(message?["id"]?.integer))
  }

  private func withLog<Result: Sendable>(
    _ body: @Sendable (NotificationLog, DatabaseState) throws -> Result
  ) throws -> Result {
    try #require(server.database).withState { state in try body(NotificationLog(state), state) }
  }
}
