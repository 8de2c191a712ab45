import SQLite

/// The tables of a database: how they are made, and what their columns mean.
package enum Schema {
  /// In order; the number of the last is the schema's version.
  package static let migrations: [Migration] = [
    .foundation, .chat, .exchange, .images, .state, .resets, .messages,
  ]

  /// Tables that triggers and the database itself keep, and views: a fixture can't have them.
  package static let derivedTables: Set<String> = [
    "account_turnover", "exchange_turnover", "card2card_recipient", "im_chat_session_member", "im_chat_user",
    "mock_state", "mock_generated",
  ]

  /// The meaning of the columns that aren't plain, by table and column.
  package static let domains: [String: [String: ColumnFormat]] = [
    "res_country": ["active": .boolean],
    "res_currency": ["rate": .rate, "buy_rate": .rate, "sell_rate": .rate],
    "res_partner": ["phone_verified": .boolean, "buy_limit": .amount],
    "res_partner_image": ["big": .picture(.big), "small": .picture(.small)],
    "res_users": ["password_crypt": .passwordHash],
    "res_users_device": ["create_date": .moment],
    "http_session": ["last_used": .moment],
    "reset_password_token": ["expires": .moment],
    "account_account": [
      "create_date": .moment, "opening_balance": .amount, "credit_total": .derived, "debit_total": .derived,
      "balance": .derived,
    ],
    "account_turnover": ["credit": .derived, "debit": .derived],
    "account_transaction": ["date": .moment, "credit": .amount, "debit": .amount],
    "account_operation": ["date": .moment, "amount": .amount],
    "account_reservation": ["credit": .amount, "debit": .amount],
    "mock_outbox": ["sent_at": .moment],
    "im_chat_session": ["create_date": .moment],
    "im_chat_conversation_state": ["is_read": .boolean],
    "im_chat_message": ["create_date": .moment],
    "im_chat_presence": ["last_presence": .moment],
    "helpdesk_ticket": ["create_date": .moment],
    "payment_card": ["expiration_date": .moment],
    "exchange_code": [
      "bitcoin_amount": .amount, "euro_amount": .amount, "is_used": .boolean, "create_date": .moment,
    ],
    "exchange_turnover": ["euro_amount": .derived],
    "exchange_order": ["date": .moment, "bitcoin_amount": .amount, "euro_amount": .amount],
    "card2card_recipient": ["date": .moment],
    "card2card_transfer": [
      "date": .moment, "from_sum": .amount, "to_sum": .amount, "save_recipient_details": .boolean,
    ],
  ]

  package static func domain(of column: String, in table: String) -> ColumnFormat {
    domains[table]?[column] ?? .plain
  }

  /// Marks a file as one of ours: "NBUS". https://www.sqlite.org/pragma.html#pragma_application_id
  package static let applicationID = 0x4E42_5553

  package static var version: Int { migrations.last?.number ?? 0 }

  /// Brings `connection` to this version, all or nothing. Throws `SchemaError` where the database is not for us.
  package static func migrate(_ connection: SQLiteConnection) throws {
    let found = try connection.first("PRAGMA user_version") { try $0[0] as Int } ?? 0
    guard found <= version else { throw SchemaError.newer(found: found, known: version) }
    try connection.transaction {
      for migration in migrations where migration.number > found {
        try connection.execute(migration.script)
      }
      try connection.execute("PRAGMA user_version = \(version); PRAGMA application_id = \(applicationID)")
    }
  }
}
