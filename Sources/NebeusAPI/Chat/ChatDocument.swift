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

/// Which record a chat session is about.
struct DocumentReference {
  let model: String
  let id: Int

  /// The ids that a document may have: those that JSON's readers keep exact.
  static let ids = 1...999_999_999_999_999

  static let id = Parameter("doc_id", .optional(.integer(in: ids, .stringOrNumber)), "ID of document")
  static let model = Parameter("doc_model", .optional(.text(maxBytes: 128)), "Document's model")
  /// Those of half a document.
  static let refusals = [noID, noModel]
  private static let noID = id.refusal("Doc id should be specified where doc_model is")
  private static let noModel = model.refusal("Doc model should be specified where doc_id is")

  init(model: String, id: Int) {
    self.model = model
    self.id = id
  }

  /// The document that a call names; nil where it names none. Refuses half of one.
  init?(_ arguments: Arguments) throws(Refusal) {
    switch (arguments[Self.model], arguments[Self.id]) {
    case (.some(let model), .some(let id)): self.init(model: model, id: id)
    case (.none, .none): return nil
    case (.some, .none): throw Self.noID
    case (.none, .some): throw Self.noModel
    }
  }
}

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
