/// The type of a chat's message.
enum MessageType: String, CaseIterable {
  case message
  case attachment = "money4_chat_attach_msg"
  case typing
}
