import JSONRPC

/// Which record a chat session is about.
struct DocumentReference {
  let model: String
  let id: Int

  static let id = Parameter("doc_id", .optional(.idOrText), "ID of document")
  static let model = Parameter("doc_model", .optional(.text(maxBytes: 128)), "Document's model")

  init(model: String, id: Int) {
    self.model = model
    self.id = id
  }

  /// The document that a call names; nil where it names none. Refuses half of one.
  init?(_ arguments: Arguments) throws(Refusal) {
    switch (try arguments[Self.model], try arguments[Self.id]) {
    case (.some(let model), .some(let id)): self.init(model: model, id: id)
    case (.none, .none): return nil
    case (.some, .none): throw Self.id.refusal("Doc id should be specified where doc_model is")
    case (.none, .some): throw Self.model.refusal("Doc model should be specified where doc_id is")
    }
  }
}
