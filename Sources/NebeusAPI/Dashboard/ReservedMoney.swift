import JSON
import JSONRPC
import Store

/// Money of a partner that is set aside.
struct ReservedMoney {
  let credit: ExactDecimal
  let debit: ExactDecimal
  let currency: String

  static let shape = Shape<ReservedMoney>.object([
    Field("credit", "Money that is to come in") { $0.credit },
    Field("debit", "Money that is to go out") { $0.debit },
    Field("currency_name", "Currency of the two") { $0.currency },
  ])

  init(of partner: Int, in currency: Currency, state: DatabaseState) throws {
    let sums = try state.connection.first(
      """
      SELECT coalesce(sum(credit), 0), coalesce(sum(debit), 0) FROM account_reservation
      WHERE partner_id = ? AND currency_id = ?
      """, partner, currency.id
    ) { (credit: try $0.amount(0), debit: try $0.amount(1)) }
    guard let sums else { throw MissingRow(table: "account_reservation", id: partner) }
    credit = sums.credit
    debit = sums.debit
    self.currency = currency.name
  }
}
