import JSONRPC
import SQLite
import Store

/// A chat session as one of its users sees it.
///
/// It is of two users, or of a group and then of whoever is a member at the moment.
struct ChatSession {
  let uuid: String
  let createDate: String
  let state: String
  let group: ChatGroup?
  let document: ChatDocument?
  let users: [ChatUser]

  /// - Parameter documented: the documented key of `with_documents`, which has a stray colon in one example.
  static func shape(withDocumentsAs documented: StaticString = "with_documents") -> Shape<ChatSession> {
    .object([
      Field("create_date", "When it was created, in UTC") { $0.createDate },
      Field("uuid", "Session UUID") { $0.uuid },
      Field("with_documents", documentedAs: documented, "Whether it is about a document") { $0.document != nil },
      Field("state", "State of the current user's view: open, folded or closed") { $0.state },
      Field("is_group", "Whether it is of a group") { $0.group != nil },
      Field("groups", "The group it is of", .list(of: ChatGroup.fields)) { $0.group.map { [$0] } ?? [] },
      Field(
        "docs", documentedAs: "docs:", "The document it is about", .list(of: ChatDocument.fields)
      ) { $0.document.map { [$0] } ?? [] },
      Field("users", "All its users, by id", .list(of: ChatUser.fields)) { $0.users },
    ])
  }

  /// The session of that id, as `user` sees it.
  init(_ id: Int, seenBy user: User, in world: DatabaseState) throws {
    let rule = PresenceRule(at: world.now)
    let found = try world.connection.first(
      """
      SELECT s.id, s.uuid, s.create_date, coalesce(v.state, 'open'), g.id, g.name, d.id, d.doc_model, d.doc_id
      FROM im_chat_session s LEFT JOIN res_groups g ON g.id = s.group_id
      LEFT JOIN im_chat_session_document d ON d.id = s.document_id
      LEFT JOIN im_chat_conversation_state v ON v.session_id = s.id AND v.user_id = ?2
      WHERE s.id = ?1
      """, id, user.id
    ) { try ChatSession($0, in: world, by: rule) }
    guard let found else { throw MissingRow(table: "im_chat_session", id: id) }
    self = found
  }

  /// The user's sessions that pass the filter, newest first.
  static func all(of user: User, _ filter: SessionFilter, in world: DatabaseState) throws -> [ChatSession] {
    let rule = PresenceRule(at: world.now)
    return try world.connection.all(
      """
      SELECT s.id, s.uuid, s.create_date, coalesce(v.state, 'open'), g.id, g.name, d.id, d.doc_model, d.doc_id
      FROM im_chat_session_member o JOIN im_chat_session s ON s.id = o.session_id
      LEFT JOIN res_groups g ON g.id = s.group_id
      LEFT JOIN im_chat_session_document d ON d.id = s.document_id
      LEFT JOIN im_chat_conversation_state v ON v.session_id = s.id AND v.user_id = ?1
      WHERE o.user_id = ?1 AND (s.group_id IS NOT NULL) = ?2
        AND (?3 IS NULL OR s.group_id = ?3) AND (?4 IS NULL OR ?4 IN (s.first_user_id, s.second_user_id))
        AND (?5 IS NULL OR d.doc_model = ?5) AND (?6 IS NULL OR d.doc_id = ?6)
        AND (?7 IS NULL OR coalesce(v.state, 'open') = ?7)
      ORDER BY s.create_date DESC, s.id DESC
      """, user.id, filter.isGroup, filter.group, filter.user, filter.documentModel, filter.documentID,
      filter.state?.rawValue
    ) { try ChatSession($0, in: world, by: rule) }
  }

  private init(_ row: borrowing Row, in world: DatabaseState, by rule: PresenceRule) throws {
    uuid = try row[1]
    createDate = try row[2]
    state = try row[3]
    group = row.isNull(4) ? nil : ChatGroup(id: try row[4], name: try row[5])
    document =
      row.isNull(6)
      ? nil : ChatDocument(id: try row[6], reference: DocumentReference(model: try row[7], id: try row[8]))
    users = try ChatUser.all(ofSession: try row[0], in: world, by: rule)
  }
}
