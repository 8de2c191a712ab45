import JSONRPC
import Store

/// A group of users, whose members share its chat sessions.
struct ChatGroup {
  let id: Int
  let name: String

  static let fields: [Field<ChatGroup>] = [
    Field("id", "ID of the group") { $0.id },
    Field("name", "Name of the group") { $0.name },
  ]

  static func has(_ group: Int, member user: Int, in state: DatabaseState) throws -> Bool {
    try state.connection.first(
      "SELECT 1 FROM res_groups_users WHERE group_id = ? AND user_id = ?", group, user
    ) { _ in true } ?? false
  }
}
