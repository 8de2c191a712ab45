extension Migration {
  /// How a user gets codes, and where; what was said in a chat, without who was typing.
  static let messages = Migration(
    number: 7,
    script: """
      ALTER TABLE res_partner ADD COLUMN phone TEXT;
      ALTER TABLE res_users ADD COLUMN code_method TEXT NOT NULL DEFAULT 'email'
        CHECK (code_method IN ('email', 'sms'));
      CREATE INDEX im_chat_message_said ON im_chat_message (to_id, id) WHERE type <> 'typing';
      """)
}
