import JSONRPC
import NebeusSchema
import SQLite
import Store
import Time

/// A chat session as one of its users sees it.
///
/// It is of two users, or of a group and then of those who are members at the moment.
struct ChatSession {
  let id: Int
  /// The user who sees it.
  let reader: User
  let database: DatabaseState
  let uuid: String
  let createDate: String
  let status: String
  let state: String
  let group: ChatGroup?
  let document: ChatDocument?
  let users: [ChatSessionUser]

  /// - Parameter documented: the documented key of `with_documents`, which has a stray colon in one example.
  static func shape(withDocumentsAs documented: StaticString = "with_documents") -> Shape<ChatSession> {
    .object([
      Field("create_date", "When it was created, in UTC") { $0.createDate },
      Field("uuid", "Session UUID") { $0.uuid },
      Field("with_documents", documentedAs: documented, "Whether it is about a document") { $0.document != nil },
      Field("status", "Status of the current user's view: active, favorite or archive", since: .june2017) { $0.status },
      Field("state", "State of the current user's view: open, folded or closed") { $0.state },
      Field("is_group", "Whether it is of a group") { $0.group != nil },
      Field("is_read", "Whether the current user has read all its messages", since: .june2017) { try $0.isRead },
      Field("groups", "The group it is of", .list(of: ChatGroup.fields)) { $0.group.map { [$0] } ?? [] },
      Field(
        "docs", documentedAs: "docs:", "The document it is about", .list(of: ChatDocument.fields)
      ) { $0.document.map { [$0] } ?? [] },
      Field("users", "All its users, by id", .list(of: ChatSessionUser.fields)) { $0.users },
    ])
  }

  /// The session of that id, as `user` sees it.
  init(_ id: Int, seenBy user: User, in database: DatabaseState) throws {
    let rule = PresenceRule(at: database.now)
    let found = try database.connection.first(
      """
      SELECT s.id, s.uuid, s.create_date, coalesce(v.state, 'open'), g.id, g.name, d.id, d.doc_model, d.doc_id,
        coalesce(v.status, 'active')
      FROM im_chat_session s LEFT JOIN res_groups g ON g.id = s.group_id
      LEFT JOIN im_chat_session_document d ON d.id = s.document_id
      LEFT JOIN im_chat_conversation_state v ON v.session_id = s.id AND v.user_id = ?2
      WHERE s.id = ?1
      """, id, user.id
    ) { try ChatSession($0, seenBy: user, in: database, by: rule) }
    guard let found else { throw StateError.missingRow(table: "im_chat_session", id: id) }
    self = found
  }

  /// The user's sessions that pass the filter, newest first.
  static func all(of user: User, _ filter: ChatSessionFilter, in database: DatabaseState) throws -> [ChatSession] {
    let rule = PresenceRule(at: database.now)
    return try database.connection.all(
      """
      SELECT s.id, s.uuid, s.create_date, coalesce(v.state, 'open'), g.id, g.name, d.id, d.doc_model, d.doc_id,
        coalesce(v.status, 'active')
      FROM im_chat_session_member o JOIN im_chat_session s ON s.id = o.session_id
      LEFT JOIN res_groups g ON g.id = s.group_id
      LEFT JOIN im_chat_session_document d ON d.id = s.document_id
      LEFT JOIN im_chat_conversation_state v ON v.session_id = s.id AND v.user_id = ?1
      WHERE o.user_id = ?1 AND (s.group_id IS NOT NULL) = ?2
        AND (?3 IS NULL OR s.group_id = ?3) AND (?4 IS NULL OR ?4 IN (s.first_user_id, s.second_user_id))
        AND (?5 IS NULL OR d.doc_model = ?5) AND (?6 IS NULL OR d.doc_id = ?6)
        AND (?7 IS NULL OR coalesce(v.state, 'open') = ?7)
      ORDER BY s.id DESC
      """, user.id, filter.isGroup, filter.group, filter.user, filter.documentModel, filter.documentID,
      filter.state?.rawValue
    ) { try ChatSession($0, seenBy: user, in: database, by: rule) }
  }

  private init(_ row: borrowing Row, seenBy reader: User, in database: DatabaseState, by rule: PresenceRule) throws {
    id = try row[0]
    self.reader = reader
    self.database = database
    uuid = try row[1]
    createDate = try row[2]
    state = try row[3]
    status = try row[9]
    group = row.isNull(4) ? nil : ChatGroup(id: try row[4], name: try row[5])
    document =
      row.isNull(6)
      ? nil : ChatDocument(id: try row[6], reference: DocumentReference(model: try row[7], id: try row[8]))
    users = try ChatSessionUser.all(ofSession: id, in: database, by: rule)
  }

  private var isRead: Bool {
    get throws {
      let isRead = try database.connection.first(
        "SELECT is_read FROM im_chat_conversation WHERE session_id = ? AND user_id = ?", id, reader.id
      ) { try $0[0] as Bool }
      // A user who has left the group since the session was read has nothing to read.
      return isRead ?? true
    }
  }
}

/// Which of a user's chat sessions are wanted: those for which all that is given holds.
struct ChatSessionFilter {
  let isGroup: Bool
  var group: Int?
  var user: Int?
  let documentModel: String?
  let documentID: Int?
  let state: ChatSessionState?

  static let state = Parameter("state", .optional(.choice(of: ChatSessionState.self)), "State of session")

  /// Reads what the two endpoints have in common.
  init(isGroup: Bool, _ arguments: Arguments) {
    self.isGroup = isGroup
    documentModel = arguments[DocumentReference.model]
    documentID = arguments[DocumentReference.id]
    state = arguments[Self.state]
  }
}

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
      """, try newUUID(in: state), state.now, first, second, documentID)
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
      try newUUID(in: state), state.now, group, documentID)
    return state.connection.lastInsertedID
  }

  private static func newUUID(in state: DatabaseState) throws -> String {
    try state.generate(.uuid) { $0.uuid() }
  }
}
