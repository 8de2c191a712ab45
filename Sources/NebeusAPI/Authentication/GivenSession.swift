import Store

/// A session that a test is given without the password.
package struct GivenSession: Sendable {
  package let id: String
  package let userID: Int

  /// Signs in who has the login, in whatever case; nil where nobody has it.
  package init?(login: String, in state: DatabaseState) throws {
    let found = try state.connection.first("SELECT id, partner_id FROM res_users WHERE login = ?", login) { row in
      User(id: try row[0], partnerID: try row[1])
    }
    guard let found else { return nil }
    id = try state.connection.transaction { try LoginSession.issue(to: found, in: state) }
    userID = found.id
  }
}
