import JSONRPC
import Store

/// A document that a chat session is about: a record of some model, which need not be one of ours.
struct ChatDocument {
  let id: Int
  let reference: DocumentReference

  static let fields: [Field<ChatDocument>] = [
    Field("doc_model", "Model of the document") { $0.reference.model },
    Field("doc_id", "ID of the document") { $0.reference.id },
    Field("id", "ID of the document in chats") { $0.id },
  ]

  /// The id of the document in chats; nil where no session has been about it.
  static func find(_ reference: DocumentReference, in state: DatabaseState) throws -> Int? {
    try state.connection.first(
      "SELECT id FROM im_chat_session_document WHERE doc_model = ? AND doc_id = ?", reference.model, reference.id
    ) { try $0[0] }
  }

  static func findOrMake(_ reference: DocumentReference, in state: DatabaseState) throws -> Int {
    if let found = try find(reference, in: state) { return found }
    _ = try state.connection.run(
      "INSERT INTO im_chat_session_document (doc_model, doc_id) VALUES (?, ?)", reference.model, reference.id)
    return state.connection.lastInsertedID
  }
}
