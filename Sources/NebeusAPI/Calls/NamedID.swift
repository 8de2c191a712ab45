import JSONRPC

/// A row and its name, as Odoo writes a reference to it: `[181,"BTC"]`.
struct NamedID: Equatable {
  let id: Int
  let name: String
}

extension NamedID: Answerable {
  static var schema: JSONSchema { .list(of: .stringOrNumber) }

  func write(to writer: inout AnswerWriter) {
    writer.json.beginArray()
    writer.json.integer(id)
    writer.json.string(name)
    writer.json.endArray()
  }
}
