import JSON
import JSONRPC
import SQLite
import Store
import Time

/// What came in and what went out.
struct Turnover {
  let credit: ExactDecimal
  let debit: ExactDecimal

  static let fields: [Field<Turnover>] = [
    Field("credit", "Money that came in") { $0.credit },
    Field("debit", "Money that went out") { $0.debit },
  ]

  static let shape = Shape<Turnover>.object(fields)

  /// All that ever moved on the partner's accounts in `currency`.
  static func overall(of partner: Int, in currency: Currency, state: DatabaseState) throws -> Turnover {
    let found = try state.connection.first(
      """
      SELECT coalesce(sum(credit_total), 0), coalesce(sum(debit_total), 0) FROM account_account
      WHERE partner_id = ? AND currency_id = ?
      """, partner, currency.id
    ) { try Turnover($0) }
    guard let found else { throw MissingRow(table: "account_account", id: partner) }
    return found
  }

  /// What moved on the partner's accounts in `currency` from one day to another, both included.
  static func between(
    _ first: Day, _ last: Day, of partner: Int, in currency: Currency, state: DatabaseState
  ) throws -> Turnover {
    let found = try state.connection.first(
      """
      SELECT coalesce(sum(t.credit), 0), coalesce(sum(t.debit), 0) FROM account_account a
      JOIN account_turnover t ON t.account_id = a.id AND t.day BETWEEN ? AND ?
      WHERE a.partner_id = ? AND a.currency_id = ?
      """, first.description, last.description, partner, currency.id
    ) { try Turnover($0) }
    guard let found else { throw MissingRow(table: "account_turnover", id: partner) }
    return found
  }

  private init(_ row: borrowing Row) throws {
    credit = try row.amount(0)
    debit = try row.amount(1)
  }
}
