extension EdgeUser {
  /// Begins the long chat; the script has the messages that follow.
  static func addLongChat(to rows: inout ScenarioRows) {
    addChat(of: .chat, and: .nowhere, from: -70, saying: "The first of many messages.", to: &rows)
  }

  /// Adds the user's chats and contacts, for which all users have to be there.
  func addChats(to rows: inout ScenarioRows) {
    switch self {
    case .groups:
      for number in 1...EdgeScenario.groups {
        // The script has the other members.
        addGroup("Group \(number)", of: [self], saying: "Welcome to group \(number).", to: &rows)
      }
    case .contacts: addContact(.groups, to: &rows)
    default:
      guard let text else { return }
      let document = rows.add(
        "im_chat_session_document", ["doc_model": .text(text.label), "doc_id": .integer(rawValue)])
      Self.addChat(of: self, and: .chat, about: document, from: -30, saying: text.message, to: &rows)
      addGroup(text.label, of: [self, .chat], saying: text.message, to: &rows)
      addContact(.chat, to: &rows)
      EdgeUser.chat.addContact(self, to: &rows)
    }
  }

  private func addContact(_ user: EdgeUser, to rows: inout ScenarioRows) {
    rows.link("user_chat_ab", ["owner_id": .integer(rawValue), "user_id": .integer(user.rawValue)])
  }

  /// Adds a chat of two, of whom `one` has the lower id and has begun it.
  private static func addChat(
    of one: EdgeUser, and other: EdgeUser, about document: Int? = nil, from day: Int, saying message: String,
    to rows: inout ScenarioRows
  ) {
    let session = rows.add(
      "im_chat_session",
      [
        "uuid": .text("edge-\(one)-\(other)"), "create_date": .days(day, at: "00:00:00"),
        "first_user_id": .integer(one.rawValue), "second_user_id": .integer(other.rawValue),
        "document_id": document.map { .integer($0) } ?? .null,
      ])
    one.addMessage(message, to: session, on: day, &rows)
  }

  /// Adds a group with a chat that the user has begun.
  private func addGroup(
    _ name: String, of members: [EdgeUser], saying message: String, to rows: inout ScenarioRows
  ) {
    let group = rows.add("res_groups", ["name": .text(name)])
    for member in members {
      rows.link("res_groups_users", ["group_id": .integer(group), "user_id": .integer(member.rawValue)])
    }
    let session = rows.add(
      "im_chat_session",
      [
        "uuid": .text("edge-group-\(group)"), "create_date": .days(-30, at: "00:00:00"), "group_id": .integer(group),
      ])
    addMessage(message, to: session, on: -30, &rows)
  }

  private func addMessage(_ text: String, to session: Int, on day: Int, _ rows: inout ScenarioRows) {
    rows.add(
      "im_chat_message",
      [
        "create_date": .days(day, at: "00:00:00"), "from_id": .integer(rawValue), "to_id": .integer(session),
        "message": .text(text),
      ])
  }
}
