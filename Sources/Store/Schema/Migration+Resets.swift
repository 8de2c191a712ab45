extension Migration {
  /// A new password uses up all of its user's links, which are found by the user.
  static let resets = Migration(
    number: 6,
    script: """
      CREATE INDEX reset_password_token_user ON reset_password_token (user_id);
      """)
}
