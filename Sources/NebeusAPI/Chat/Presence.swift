import JSONRPC

/// Whether a user is there, as chats and books show it.
enum Presence: String, CaseIterable, Answerable {
  case online, away, offline

  static var schema: JSONSchema { .choice(allCases.map(\.rawValue)) }

  func write(to writer: inout AnswerWriter) { writer.json.string(rawValue) }
}
