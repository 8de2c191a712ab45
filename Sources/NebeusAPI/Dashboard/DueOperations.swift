import JSON
import JSONRPC
import Store
import Time

/// The operations that will be due.
enum DueOperations {
  private static let nextCount = 5

  static let columns = [
    RowColumn("amount", .amount, "Amount"),
    RowColumn("date", .text, "When it is due, in UTC"),
    RowColumn("description", .text, "What it is for"),
    RowColumn("id", .text, "Reference of the operation"),
    RowColumn("type", .text, "credit or debit"),
  ]

  /// Those due from now on, soonest first, five at most.
  static func next(of partner: Int, in context: CallContext) -> Rows {
    context.rows(
      """
      SELECT amount, date, description, operation_ref, type FROM account_operation
      WHERE partner_id = ? AND date >= ? ORDER BY date, id LIMIT ?
      """, partner, context.state.now, nextCount)
  }
}

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
    guard let sums else { throw StateError.missingRow(table: "account_reservation", id: partner) }
    credit = sums.credit
    debit = sums.debit
    self.currency = currency.name
  }
}
