import JSON
import ServerTestSupport
import TestSupport

extension TestServer {
  /// All that chats and books keep, to see that a refused call wrote nothing. Presence is not of it: any call shows it.
  func chatRows() throws -> [[String]] {
    try rows("SELECT * FROM im_chat_session ORDER BY id") + rows("SELECT * FROM im_chat_message ORDER BY id")
      + rows("SELECT session_id, user_id, state, is_read FROM im_chat_conversation_state ORDER BY session_id, user_id")
      + rows("SELECT * FROM im_chat_session_document ORDER BY id")
      + rows("SELECT * FROM user_chat_ab ORDER BY owner_id, user_id") + rows("SELECT * FROM mock_generated")
  }
}

extension JSONValue {
  /// The elements' members of that name, as text: `$[*].id`.
  func column(_ name: String) -> [String] {
    (array ?? []).map { $0[name].map { $0.string ?? $0.rawText } ?? "missing" }
  }
}
