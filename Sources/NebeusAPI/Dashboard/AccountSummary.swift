import JSON
import JSONRPC
import Store

/// An account, and how much is on it.
struct AccountSummary {
  let number: String
  let currency: Currency
  let balance: ExactDecimal

  static let fields: [Field<AccountSummary>] = [
    Field("acc_number", "Account number") { $0.number },
    Field("currency", "Currency of the account", Currency.shape) { $0.currency },
    Field("sum", "Balance") { $0.balance },
  ]

  static func all(of partner: Int, in state: DatabaseState) throws -> [AccountSummary] {
    try state.connection.all(
      """
      SELECT a.acc_number, c.id, c.rate, c.name, a.balance FROM account_account a
      JOIN res_currency c ON c.id = a.currency_id WHERE a.partner_id = ? ORDER BY a.id
      """, partner
    ) { row in
      AccountSummary(
        number: try row[0], currency: Currency(id: try row[1], rate: try row.rate(2), name: try row[3]),
        balance: try row.amount(4))
    }
  }
}
