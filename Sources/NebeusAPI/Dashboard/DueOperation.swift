import JSON
import JSONRPC
import Store
import Time

/// An operation that will be due.
struct DueOperation {
  let amount: ExactDecimal
  let date: String
  let description: String
  let reference: String
  let type: String

  private static let nextCount = 5

  static let fields: [Field<DueOperation>] = [
    Field("amount", "Amount") { $0.amount },
    Field("date", "When it is due, in UTC") { $0.date },
    Field("description", "What it is for") { $0.description },
    Field("id", "Reference of the operation") { $0.reference },
    Field("type", "credit or debit") { $0.type },
  ]

  /// Those due from now on, soonest first, five at most.
  static func next(of partner: Int, in state: DatabaseState) throws -> [DueOperation] {
    try state.connection.all(
      """
      SELECT amount, date, description, operation_ref, type FROM account_operation
      WHERE partner_id = ? AND date >= ? ORDER BY date, id LIMIT ?
      """, partner, state.now, nextCount
    ) { row in
      DueOperation(
        amount: try row.amount(0), date: try row[1], description: try row[2], reference: try row[3], type: try row[4])
    }
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
