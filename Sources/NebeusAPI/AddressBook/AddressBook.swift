import JSONRPC
import Store
import Time

/// The users whom a user keeps at hand.
struct AddressBook {
  private let owner: User
  private let state: DatabaseState

  init(of owner: User, in state: DatabaseState) {
    self.owner = owner
    self.state = state
  }

  /// The users in the book, by id.
  func users() throws -> [ChatUser] {
    let rule = PresenceRule(at: state.now)
    return try state.connection.all(
      """
      SELECT u.id, u.name, u.im_status, u.last_presence, u.last_used
      FROM user_chat_ab b CROSS JOIN im_chat_user u ON u.id = b.user_id WHERE b.owner_id = ? ORDER BY b.user_id
      """, owner.id
    ) { try ChatUser($0, by: rule) }
  }

  /// All users but the owner and those in the book, by id.
  func strangers() throws -> [ChatUser] {
    let rule = PresenceRule(at: state.now)
    return try state.connection.all(
      """
      SELECT u.id, u.name, u.im_status, u.last_presence, u.last_used FROM im_chat_user u
      WHERE u.id <> ?1 AND NOT EXISTS (SELECT 1 FROM user_chat_ab b WHERE b.owner_id = ?1 AND b.user_id = u.id)
      ORDER BY u.id
      """, owner.id
    ) { try ChatUser($0, by: rule) }
  }

  func add(_ users: [Int]) throws {
    for user in users {
      _ = try state.connection.run(
        "INSERT INTO user_chat_ab (owner_id, user_id) VALUES (?, ?) ON CONFLICT DO NOTHING", owner.id, user)
    }
  }

  func remove(_ users: [Int]) throws {
    for user in users {
      _ = try state.connection.run("DELETE FROM user_chat_ab WHERE owner_id = ? AND user_id = ?", owner.id, user)
    }
  }

  /// Refuses what is no list of users, and names the ids that are no users'.
  func users(in arguments: Arguments) throws -> [Int] {
    let ids = arguments[Self.userIDs]
    var seen: Set<Int> = []
    let unknown = try ids.filter { try seen.insert($0).inserted && !ChatUser.exists($0, in: state) }
    guard unknown.isEmpty else {
      let ids = unknown.map(String.init).joined(separator: ", ")
      throw (unknown.count == 1 ? Self.unknownUser : Self.unknownUsers).with(ids)
    }
    return ids
  }

  static let userIDs = Parameter("user_ids", .list(of: .id), "User IDs")
  static let refusals = [unknownUser, unknownUsers]
  private static let unknownUser = userIDs.refusal("There is no user {id}")
  private static let unknownUsers = userIDs.refusal("There are no users {ids}")
}
