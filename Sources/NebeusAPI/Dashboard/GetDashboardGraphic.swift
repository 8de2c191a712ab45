import JSONRPC
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
    func since(_ day: Day) throws -> Turnover {
      try .between(day, today, of: partner, in: currency, state: state)
    }
    return Answer(
      allTime: try .overall(of: partner, in: currency, state: state),
      days: try (-daysBefore...0).map { offset in
        let day = today.advanced(by: offset)
        return (day.description, try .between(day, day, of: partner, in: currency, state: state))
      },
      month: try since(today.startOfMonth), week: try since(today.startOfWeek), year: try since(today.startOfYear),
      currency: currency.name)
  }
}
