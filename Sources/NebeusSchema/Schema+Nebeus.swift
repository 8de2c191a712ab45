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
      "im_chat_user", "im_chat_message_row", "im_chat_message_removed", "im_chat_message_next", "im_chat_author",
      "im_chat_author_latest", "res_partner_name",
    ],
    columnFormats: columnFormats,
    nextIDs: ["im_chat_message": "im_chat_message_next"],
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

extension GeneratedKind {
  package static let sessionID = GeneratedKind(
    "session_id", lookup: "SELECT 1 FROM http_session WHERE id = ?", problem: unreserved)
  package static let resetToken = GeneratedKind(
    "reset_token", lookup: "SELECT 1 FROM reset_password_token WHERE token = ?", problem: unreserved)
  package static let accountCode = GeneratedKind(
    "account_code", lookup: "SELECT 1 FROM account_account WHERE code = ?")
  package static let pin = GeneratedKind("pin") { value in
    let isPIN = value.utf8.count == 6 && value.utf8.allSatisfy { (0x30...0x39).contains($0) }
    return isPIN ? nil : "must be six digits, such as 012345"
  }
  package static let operationReference = GeneratedKind("operation_ref")
  package static let uuid = GeneratedKind("uuid", lookup: "SELECT 1 FROM im_chat_session WHERE uuid = ?")

  /// A session's id travels in a cookie, a token in a link, both as they are: of bytes that mean themselves in every
  /// part of a URL. Source: RFC 3986, section 2.3.
  private static func unreserved(_ value: String) -> String? {
    let isUnreserved = value.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"): true
      case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
      default: false
      }
    }
    return isUnreserved ? nil : "must be letters, digits and any of - . _ ~"
  }
}
