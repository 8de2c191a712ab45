import Store

/// A table that grows as an application is used, and rows of which the benchmark's user has ever more.
struct GrownTable {
  let name: String
  /// Adds rows, `?` of them, a step of the sequence `n` each, all before the present day.
  private let sql: String

  /// The moment of a row: they stand close together in the 700 days before the clock's day, however many there are.
  private static let moment = "datetime('2017-02-01', '-' || (i * 700.0 * 86400 / :count) || ' seconds')"

  private init(_ name: String, _ columns: String, _ values: String) {
    self.name = name
    sql = "INSERT INTO \(name) (\(columns)) SELECT \(values) FROM n"
  }

  /// Lucy is user 6 and partner 31; her wallets are 301 and 302; session 1 is hers and Mateo's.
  static let all = [
    GrownTable("im_chat_message", "create_date, from_id, to_id, message", "\(moment), 6 + i % 2, 1, 'message ' || i"),
    GrownTable(
      "account_transaction", "account_id, date, type, credit, operation_ref",
      "301 + i % 2, \(moment), 'Deposit', 1, 'ref' || i"),
    GrownTable(
      "account_operation", "partner_id, date, amount, description, type, operation_ref",
      "31, \(moment), 1, 'due', 'debit', 'ref' || i"),
    GrownTable(
      "exchange_order", "partner_id, date, type, bitcoin_amount, euro_amount, operation_ref",
      "31, \(moment), 'buy', 1, 1, 'ref' || i"),
    GrownTable(
      "card2card_transfer",
      """
      partner_id, date, source_id, from_sum, from_sum_currency, to_sum, to_sum_currency, cardholder_name, card_number,
      country_id, email, operation_ref
      """,
      """
      31, \(moment), 302, 1, 1, 1, 1, 'Anna', printf('4111 **** **** %04d', i % 10), 1, 'anna@x.example', 'ref' || i
      """),
    GrownTable("http_session", "id, user_id, last_used", "'session' || i, 6 + i % 2, \(moment)"),
    GrownTable("mock_outbox", "kind, \"to\", subject, body, sent_at", "'pin', 'a@x.example', 's', 'b', \(moment)"),
  ]

  func grow(by count: Int, in state: DatabaseState) throws {
    let steps = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count)) "
    let statement = sql.replacing(":count", with: "\(count)")
    // The sequence stands before the SELECT of an INSERT.
    try state.connection.execute(statement.replacing(" SELECT ", with: " \(steps) SELECT ", maxReplacements: 1))
  }
}
