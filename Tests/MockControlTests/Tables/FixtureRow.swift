import Testing

/// A row of a table that a fixture can have, with only what the row must bring: a test's argument.
struct FixtureRow: Sendable, CustomTestStringConvertible {
  let table: String
  /// JSON by column; `n` is another number in each row, so that no two of them have one key.
  let cells: @Sendable (_ n: Int) -> [String: String]
  /// What tells this row from the table's others.
  var kind = ""

  var testDescription: String { table + kind }

  init(_ table: String, _ kind: String = "", _ cells: @escaping @Sendable (_ n: Int) -> [String: String]) {
    self.table = table
    self.kind = kind
    self.cells = cells
  }

  /// The numbers that a row may have.
  static let numbers = 1...500
  /// The ids of parents that columns of references take besides: the least and the largest one.
  static let extremeIDs = ["1", "999999999999999"]

  /// SQL that makes rows for others to refer to, one of each number and of each extreme id.
  static let parents = """
    CREATE TEMP TABLE numbers AS
      WITH RECURSIVE n (i) AS (SELECT \(numbers.lowerBound) UNION ALL SELECT i + 1 FROM n WHERE i < \(numbers.upperBound))
      SELECT i FROM n UNION ALL SELECT \(extremeIDs[1]);
    INSERT INTO res_country (id, name, code, phone_code) VALUES (1, 'A', 'AA', '+1'), (\(extremeIDs[1]), 'B', 'AB', '+2');
    INSERT INTO res_currency (id, name, rate) VALUES (1, 'EUR', '1'), (\(extremeIDs[1]), 'XYZ', '2');
    INSERT INTO res_company (id, name) VALUES (1, 'A'), (\(extremeIDs[1]), 'B');
    INSERT INTO auth_oauth_provider (id, name, auth_link) SELECT i, 'p' || i, '' FROM numbers;
    INSERT INTO res_groups (id, name) SELECT i, 'g' || i FROM numbers;
    INSERT INTO res_partner (id, name) SELECT i, 'p' || i FROM numbers;
    INSERT INTO res_users (id, login, password_crypt, partner_id)
      SELECT i, 'u' || i, '\(hash)', i FROM numbers;
    -- Partners who are no users yet.
    INSERT INTO res_partner (id, name) SELECT i + 1000, 'q' || i FROM numbers WHERE i <= \(numbers.upperBound);
    INSERT INTO account_account (id, partner_id, currency_id, code, acc_number, create_date)
      SELECT i, i, 1, 'c' || i, 'n' || i, '2017-03-03 12:00:00' FROM numbers;
    INSERT INTO im_chat_session_document (id, doc_model, doc_id) SELECT i, 'm', i FROM numbers;
    INSERT INTO im_chat_session (id, uuid, create_date, group_id)
      SELECT i, 's' || i, '2017-03-03 12:00:00', i FROM numbers;
    DROP TABLE numbers;
    """

  /// A hash as crypt(3) makes it.
  static let hash = "$6$aaaaaaaa$" + String(repeating: "x", count: 86)

  private static let date = #""2017-03-03 12:00:00""#

  static let all = [
    FixtureRow("res_country") { n in
      let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
      // From BA on: the parents have the codes before.
      return [
        "id": "\(n + 1_000)", "name": #""Land""#, "code": "\"\(letters[n / 26 + 1])\(letters[n % 26])\"",
        "phone_code": #""+1""#,
      ]
    },
    FixtureRow("res_currency") { n in ["id": "\(n + 1_000)", "name": "\"N\(n)\"", "rate": "1"] },
    FixtureRow("auth_oauth_provider") { n in ["id": "\(n + 1_000)", "name": "\"N\(n)\"", "auth_link": #""""#] },
    FixtureRow("res_partner") { n in ["id": "\(n + 5_000)", "name": #""Ann""#] },
    FixtureRow("res_partner_oauth") { n in ["partner_id": "\(n)", "provider_id": "1"] },
    FixtureRow("res_partner_image") { n in
      ["partner_id": "\(n)", "big": "\"\(ExtremeValue.picture(150))\"", "small": "\"\(ExtremeValue.picture(64))\""]
    },
    FixtureRow("res_users") { n in
      ["id": "\(n + 1_000)", "login": "\"new\(n)\"", "password_crypt": "\"\(hash)\"", "partner_id": "\(n + 1_000)"]
    },
    FixtureRow("res_users_device") { n in ["id": "\(n)", "user_id": "1", "create_date": date] },
    FixtureRow("http_session") { n in ["id": "\"s\(n)\"", "user_id": "1", "last_used": date] },
    FixtureRow("reset_password_token") { n in ["token": "\"t\(n)\"", "user_id": "1", "expires": date] },
    FixtureRow("account_account") { n in
      [
        "id": "\(n + 1_000)", "partner_id": "1", "currency_id": "1", "code": #""c""#, "acc_number": #""n""#,
        "create_date": date,
      ]
    },
    FixtureRow("account_transaction") { n in
      ["id": "\(n)", "account_id": "\(n)", "date": date, "type": #""t""#, "operation_ref": #""r""#]
    },
    FixtureRow("account_operation") { n in
      [
        "id": "\(n)", "partner_id": "1", "date": date, "amount": "1", "description": #""d""#, "type": #""credit""#,
        "operation_ref": #""r""#,
      ]
    },
    FixtureRow("account_reservation") { n in ["id": "\(n)", "partner_id": "1", "currency_id": "1"] },
    FixtureRow("mock_outbox") { n in
      [
        "id": "\(n)", "kind": #""pin""#, "to": #""t""#, "subject": #""s""#, "body": #""b""#, "sent_at": date,
      ]
    },
    FixtureRow("res_groups") { n in ["id": "\(n + 1_000)", "name": #""n""#] },
    FixtureRow("res_groups_users") { n in ["group_id": "\(n)", "user_id": "\(n)"] },
    FixtureRow("im_chat_session_document") { n in ["id": "\(n + 1_000)", "doc_model": "\"x\(n)\"", "doc_id": "1"] },
    FixtureRow("im_chat_session", " of two users") { n in
      [
        "id": "\(n + 1_000)", "uuid": "\"u\(n)\"", "create_date": date, "first_user_id": "\(n + 1)",
        "second_user_id": "\(n + 2)",
      ]
    },
    FixtureRow("im_chat_session", " of a group") { n in
      [
        "id": "\(n + 1_000)", "uuid": "\"u\(n)\"", "create_date": date, "group_id": "1", "document_id": "\(n + 1)",
      ]
    },
    FixtureRow("im_chat_conversation_state") { n in ["session_id": "\(n)", "user_id": "\(n)"] },
    FixtureRow("im_chat_message") { n in
      ["id": "\(n)", "create_date": date, "from_id": "1", "to_id": "1", "message": #""m""#]
    },
    FixtureRow("im_chat_presence") { n in ["user_id": "\(n)"] },
    FixtureRow("user_chat_ab") { n in ["owner_id": "\(n + 1)", "user_id": "\(n)"] },
    FixtureRow("helpdesk_ticket") { n in
      ["id": "\(n)", "email": #""e""#, "name": #""n""#, "message": #""m""#, "create_date": date]
    },
    FixtureRow("payment_card") { n in
      [
        "id": "\(n + 1_000)", "partner_id": "\(n)", "pan_number": #""42424242""#, "payment_system": #""Visa""#,
        "expiration_date": date,
      ]
    },
    FixtureRow("exchange_code") { n in
      [
        "id": "\(n)", "user_id": "1", "type": #""buy""#, "code": #""c""#, "source_id": "1", "target_id": "1",
        "bitcoin_amount": "1", "euro_amount": "1", "create_date": date,
      ]
    },
    FixtureRow("exchange_order") { n in
      [
        "id": "\(n)", "partner_id": "\(n)", "date": date, "type": #""buy""#, "bitcoin_amount": "1", "euro_amount": "1",
        "operation_ref": #""r""#,
      ]
    },
    FixtureRow("card2card_transfer") { n in
      [
        "id": "\(n)", "partner_id": "1", "date": date, "from_sum": "1", "from_sum_currency": "1", "to_sum": "1",
        "to_sum_currency": "1", "cardholder_name": #""c""#, "card_number": #""4444 **** **** 1111""#,
        "country_id": "1", "email": #""e""#, "operation_ref": #""r""#,
      ]
    },
    FixtureRow("res_company") { n in ["id": "\(n + 1_000)", "name": #""n""#] },
    FixtureRow("deposit_method") { n in ["id": "\(n)", "company_id": "1", "currency_id": "1", "name": #""n""#] },
    FixtureRow("account_transfer", " between partners") { n in
      transfer(n).merging(["sender_id": "1", "recipient_id": "2"]) { $1 }
    },
    FixtureRow("account_transfer", " between names") { n in
      transfer(n).merging(["sender_name": #""s""#, "recipient_name": #""r""#]) { $1 }
    },
    FixtureRow("res_currency_rate") { n in ["id": "\(n)", "currency_id": "1", "date": date, "rate": "1"] },
    FixtureRow("mail_notification") { n in ["id": "\(n)", "partner_id": "1", "date": date, "subject": #""s""#] },
  ]

  private static func transfer(_ n: Int) -> [String: String] {
    [
      "id": "\(n)", "create_date": date, "amount_in": "1", "currency_in_id": "1", "amount_out": "1",
      "currency_out_id": "1", "amount_out_base": "1", "operation_ref": #""r""#,
    ]
  }
}
