import JSON
import JSONRPC
import SQLite
import Store
import Time

/// What came in and went out in the currency of the user's charts: overall, by day, and to date.
enum GetDashboardGraphic {
  struct Answer {
    let allTime: Turnover
    let days: [(key: String, value: Turnover)]
    let month: Turnover
    let week: Turnover
    let year: Turnover
    let currency: String
  }

  /// Days before today that are shown one by one.
  private static let daysBefore = 7

  static let endpoint = Endpoint<CallContext>(
    "/dashboard/graphic",
    summary: "Get dashboard graphic details",
    access: .session,
    answer: .object([
      Field("all_time", "Overall", Turnover.shape) { $0.allTime },
      Field("days", "Today and the seven days before, by UTC day", .map(of: Turnover.fields)) { $0.days },
      Field("month", "This calendar month, to date", Turnover.shape) { $0.month },
      Field("week", "This week since Monday, to date", Turnover.shape) { $0.week },
      Field("year", "This calendar year, to date", Turnover.shape) { $0.year },
      Field("currency_name", "Currency of the figures") { $0.currency },
    ]),
    envelope: .none
  ) { _, context in
    let state = context.state
    let partner = try context.user.partnerID
    let currency = try Currency.ofCharts(of: partner, in: state)
    let today = state.now.day
    // Periods end now, and the tables have sums by day: of today's, what is later is subtracted.
    let later = try Turnover.laterToday(of: partner, in: currency, state: state)
    func since(_ day: Day) throws -> Turnover {
      try .between(day, today, of: partner, in: currency, state: state).subtracting(later)
    }
    return Answer(
      allTime: try .overall(of: partner, in: currency, state: state),
      days: try (-daysBefore...0).map { offset in
        let day = today.advanced(by: offset)
        return (
          day.description, try offset == 0 ? since(day) : .between(day, day, of: partner, in: currency, state: state)
        )
      },
      month: try since(today.startOfMonth), week: try since(today.startOfWeek), year: try since(today.startOfYear),
      currency: currency.name)
  }
}

/// What came in and what went out, in hundred-millionths.
struct Turnover {
  private let credit: Int64
  private let debit: Int64

  static let fields: [Field<Turnover>] = [
    Field("credit", "Money that came in") { try ExactDecimal(hundredMillionths: $0.credit) },
    Field("debit", "Money that went out") { try ExactDecimal(hundredMillionths: $0.debit) },
  ]

  static let shape = Shape<Turnover>.object(fields)

  /// All that the partner's accounts in `currency` have, whatever its moment: what balances are made of.
  static func overall(of partner: Int, in currency: Currency, state: DatabaseState) throws -> Turnover {
    try first(
      in: state,
      """
      SELECT coalesce(sum(credit_total), 0), coalesce(sum(debit_total), 0) FROM account_account
      WHERE partner_id = ?1 AND currency_id = ?2
      """, partner, currency.id)
  }

  /// What moved on the partner's accounts in `currency` from one day to another, both included.
  static func between(
    _ first: Day, _ last: Day, of partner: Int, in currency: Currency, state: DatabaseState
  ) throws -> Turnover {
    try Self.first(
      in: state,
      """
      SELECT coalesce(sum(t.credit), 0), coalesce(sum(t.debit), 0) FROM account_account a
      JOIN account_turnover t ON t.account_id = a.id AND t.day BETWEEN ?3 AND ?4
      WHERE a.partner_id = ?1 AND a.currency_id = ?2
      """, partner, currency.id, first.description, last.description)
  }

  /// What the tables have of today that is later than now.
  static func laterToday(of partner: Int, in currency: Currency, state: DatabaseState) throws -> Turnover {
    try first(
      in: state,
      """
      SELECT coalesce(sum(t.credit), 0), coalesce(sum(t.debit), 0) FROM account_account a
      JOIN account_transaction t ON t.account_id = a.id AND t.date > ?3 AND t.date <= ?4 || ' 23:59:59'
      WHERE a.partner_id = ?1 AND a.currency_id = ?2
      """, partner, currency.id, state.now, state.now.day.description)
  }

  func subtracting(_ other: Turnover) -> Turnover {
    Turnover(credit: credit - other.credit, debit: debit - other.debit)
  }

  /// The one row of a query for sums.
  private static func first<each Value: Bindable>(
    in state: DatabaseState, _ sql: StaticString, _ values: repeat each Value
  ) throws -> Turnover {
    let found = try state.connection.first(sql, repeat each values) { Turnover(credit: try $0[0], debit: try $0[1]) }
    guard let found else { throw StateError.missingRow(table: "account_turnover", id: nil) }
    return found
  }
}
