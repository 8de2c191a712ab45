import JSON
import SQLite
import Store
import Time

/// What moved on a wallet between two moments, newest first.
struct WalletStatement {
  let balance: ExactDecimal
  let currency: String
  let operations: [WalletOperation]
  let credit: ExactDecimal
  let debit: ExactDecimal

  /// The partner's wallet whose code it is, `_` standing for `/`; nil where there is none.
  ///
  /// Codes need not be unique: where two wallets fit, the lower id is meant. Source: docs/decisions.md, Accounts.
  init?(ofCode code: String, partner: Int, from first: Timestamp, to last: Timestamp, in state: DatabaseState) throws {
    let found = try state.connection.first(
      """
      SELECT a.id, a.balance, c.name FROM account_account a JOIN res_currency c ON c.id = a.currency_id
      WHERE a.partner_id = ? AND replace(a.code, '/', '_') = replace(?, '/', '_') ORDER BY a.id LIMIT 1
      """, partner, code
    ) { (id: try $0[0] as Int, units: try $0[1] as Int64, balance: try $0.amount(1), currency: try $0[2] as String) }
    guard let found else { return nil }
    balance = found.balance
    currency = found.currency
    let after = try Self.turnover(after: last, of: found.id, in: state)
    var reader = OperationReader(balance: found.units &- after, currency: found.currency)
    operations = try state.connection.all(
      """
      SELECT t.credit, t.debit, t.date, t.type, t.num, t.operation_ref, t.reference, p.id, p.name, p.surname, t.id
      FROM account_transaction t LEFT JOIN res_partner p ON p.id = t.partner_id
      WHERE t.account_id = ? AND t.date >= ? AND t.date <= ? ORDER BY t.date DESC, t.id DESC
      """, found.id, first.description, last.description
    ) { try reader.read($0) }
    credit = try Self.amount(reader.credit)
    debit = try Self.amount(reader.debit)
  }

  /// By how much the balance has changed behind a moment.
  ///
  /// From the sums of the days behind it and the rows of its own day: what lies before the moment costs nothing.
  private static func turnover(after moment: Timestamp, of account: Int, in state: DatabaseState) throws -> Int64 {
    let day = moment.day.description
    let found = try state.connection.first(
      """
      SELECT (SELECT coalesce(sum(credit - debit), 0) FROM account_turnover WHERE account_id = ?1 AND day > ?2)
        + (SELECT coalesce(sum(credit - debit), 0) FROM account_transaction
          WHERE account_id = ?1 AND date > ?3 AND date <= ?2 || ' 23:59:59')
      """, account, day, moment.description
    ) { try $0[0] as Int64 }
    return found ?? 0
  }

  private static func amount(_ units: Int64) throws -> ExactDecimal {
    guard let amount = ExactDecimal(units: units, scale: Amount.scale) else { throw MoneyError.notDecimal("\(units)") }
    return amount
  }
}
