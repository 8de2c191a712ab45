import Store

/// Sessions that are made when they are first asked for: one a pair of users, or group, and document.
extension ChatSession {
  /// The id of the session that two users have about the document, or about none.
  static func open(between user: User, and other: Int, about document: DocumentReference?, in state: DatabaseState)
    throws
    -> Int
  {
    let first = min(user.id, other)
    let second = max(user.id, other)
    let documentID = try document.map { try ChatDocument.findOrMake($0, in: state) }
    let found = try state.connection.first(
      """
      SELECT id FROM im_chat_session
      WHERE group_id IS NULL AND first_user_id = ? AND second_user_id = ? AND coalesce(document_id, 0) = ?
      """, first, second, documentID ?? 0
    ) { try $0[0] as Int }
    if let found { return found }
    _ = try state.connection.run(
      """
      INSERT INTO im_chat_session (uuid, create_date, first_user_id, second_user_id, document_id)
      VALUES (?, ?, ?, ?, ?)
      """, try newUUID(in: state), state.now.description, first, second, documentID)
    return state.connection.lastInsertedID
  }

  /// The id of the session that a group has about the document, or about none.
  static func open(ofGroup group: Int, about document: DocumentReference?, in state: DatabaseState) throws -> Int {
    let documentID = try document.map { try ChatDocument.findOrMake($0, in: state) }
    let found = try state.connection.first(
      "SELECT id FROM im_chat_session WHERE group_id = ? AND coalesce(document_id, 0) = ?", group, documentID ?? 0
    ) { try $0[0] as Int }
    if let found { return found }
    _ = try state.connection.run(
      "INSERT INTO im_chat_session (uuid, create_date, group_id, document_id) VALUES (?, ?, ?, ?)",
      try newUUID(in: state), state.now.description, group, documentID)
    return state.connection.lastInsertedID
  }

  private static func newUUID(in state: DatabaseState) throws -> String {
    try state.generate(.uuid) { $0.uuid() }
  }
}
