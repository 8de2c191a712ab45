import Store

extension Schema {
  /// The tables of the Nebeus API.
  package static let nebeus = Schema(
    migrations: [
      [Tables.partners, Tables.accounts, Tables.chat, Tables.exchange, Tables.cardTransfers, Tables.later].joined(
        separator: "\n\n")
    ],
    // "NBUS"
    applicationID: 0x4E42_5553,
    product: "nebeus-mock",
    derived: [
      "account_turnover", "exchange_turnover", "card2card_recipient", "im_chat_session_member", "im_chat_conversation",
      "im_chat_user",
    ],
    columnFormats: columnFormats,
    generatedKinds: [.sessionID, .resetToken, .accountCode, .pin, .operationReference, .uuid],
    sessions: "SELECT id FROM http_session",
    images: ImageTable("res_partner_image", owner: "partner_id", in: "res_partner"))

  private static let columnFormats: [String: [String: ColumnFormat]] = [
    "res_country": ["active": .boolean],
    "res_currency": ["rate": .rate, "buy_rate": .rate, "sell_rate": .rate],
    "res_partner": ["phone_verified": .boolean, "buy_limit": .amount],
    "res_partner_image": [
      "big": .image(side: PartnerImage.big.side), "small": .image(side: PartnerImage.small.side),
    ],
    "res_users": ["password_crypt": .passwordHash],
    "res_users_device": ["create_date": .timestamp],
    "http_session": ["last_used": .timestamp],
    "reset_password_token": ["expires": .timestamp],
    "account_account": [
      "create_date": .timestamp, "opening_balance": .amount, "credit_total": .derived, "debit_total": .derived,
      "balance": .derived,
    ],
    "account_turnover": ["credit": .derived, "debit": .derived],
    "account_transaction": ["date": .timestamp, "credit": .amount, "debit": .amount],
    "account_operation": ["date": .timestamp, "amount": .amount],
    "account_reservation": ["credit": .amount, "debit": .amount],
    "res_currency_rate": ["date": .timestamp, "rate": .rate],
    "deposit_method": ["minimum": .amount],
    "account_transfer": [
      "create_date": .timestamp, "amount_in": .amount, "amount_out": .amount, "amount_out_base": .amount,
      "seen": .boolean,
    ],
    "mail_notification": ["date": .timestamp, "is_read": .boolean],
    "mock_outbox": ["sent_at": .timestamp],
    "im_chat_session": ["create_date": .timestamp],
    "im_chat_conversation_state": ["is_read": .boolean],
    "im_chat_message": ["create_date": .timestamp],
    "im_chat_presence": ["last_presence": .timestamp],
    "helpdesk_ticket": ["create_date": .timestamp],
    "payment_card": ["expiration_date": .timestamp],
    "exchange_code": [
      "bitcoin_amount": .amount, "euro_amount": .amount, "is_used": .boolean, "create_date": .timestamp,
    ],
    "exchange_turnover": ["euro_amount": .derived],
    "exchange_order": ["date": .timestamp, "bitcoin_amount": .amount, "euro_amount": .amount],
    "card2card_recipient": ["date": .timestamp],
    "card2card_transfer": [
      "date": .timestamp, "from_sum": .amount, "to_sum": .amount, "save_recipient_details": .boolean,
    ],
  ]
}

/// The scripts that make the tables, a file for each subject.
///
/// Amounts are whole hundred-millionths of their currency, rates exact decimals as text, timestamps text in UTC.
enum Tables {}

/// CHECK constraints that many columns have, each named by what it asks for.
enum Check {
  static func notEmpty(_ column: String, ofBlob isBlob: Bool = false) -> String {
    constraint("must not be empty", "\(column) <> \(isBlob ? "x''" : "''")")
  }

  static func timestamp(_ column: String) -> String {
    constraint("must be YYYY-MM-DD HH:MM:SS", "\(column) IS datetime(\(column))")
  }

  static func flag(_ column: String) -> String { constraint("must be true or false", "\(column) IN (0, 1)") }

  static func notNegative(_ column: String) -> String { constraint("must be 0 or more", "\(column) >= 0") }

  static func positive(_ column: String) -> String { constraint("must be more than 0", "\(column) > 0") }

  /// A decimal as text. What looks like one is read exactly elsewhere: here it is only compared with 0.
  static func rate(_ column: String) -> String {
    constraint("must be more than 0", "\(column) GLOB '[0-9]*' AND CAST(\(column) AS REAL) > 0")
  }

  /// By OR, since for an IN list of three values or more SQLite makes a table at each row.
  static func oneOf(_ column: String, _ values: String...) -> String {
    constraint(
      "must be one of \(values.joined(separator: ", "))",
      values.map { "\(column) = '\($0)'" }.joined(separator: " OR "))
  }

  private static func constraint(_ words: String, _ expression: String) -> String {
    "CONSTRAINT \"\(words)\" CHECK (\(expression))"
  }
}
