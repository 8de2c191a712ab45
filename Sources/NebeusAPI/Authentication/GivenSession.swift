import Store

/// A session that a test is given without the password.
package struct GivenSession: Sendable {
  package let id: String
  package let userID: Int

  /// Signs in who has the login, in whatever case; nil where nobody has it.
  package init?(login: String, in world: World) throws {
    let found = try world.connection.first("SELECT id, partner_id FROM res_users WHERE login = ?", login) { row in
      User(id: try row[0], partnerID: try row[1])
    }
    guard let found else { return nil }
    id = try world.connection.transaction { try Session.issue(to: found, in: world) }
    userID = found.id
  }
}
