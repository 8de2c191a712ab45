import JSON
import JSONRPC
import SQLite
import Store
import Time

/// How much bitcoin one EUR was in the past 30 days: the changes of the rate, oldest first, the last one to the present
/// rate.
enum GetHistoricalRate {
  static let endpoint = Endpoint<CallContext>(
    "/get_historical_rate",
    summary: "Get historical rate",
    since: .june2017,
    access: .session,
    answer: .list(
      of: Shape<RateChange>(schema: .map(of: .number)) { change, writer in
        writer.json.beginObject()
        writer.json.key(change.date)
        writer.json.decimal(change.rate)
        writer.json.endObject()
      }),
    envelope: .versionFirst
  ) { _, context in
    guard let bitcoin = try Currency.named("BTC", in: context.state) else { return [] }
    return try RateChange.latest(of: bitcoin, in: context.state)
  }
}

/// A moment from which on a currency had another rate.
struct RateChange {
  let date: String
  let rate: ExactDecimal

  private static let secondsOfThirtyDays = 30 * 86_400

  /// The changes within 30 days, oldest first. A present rate that no row accounts for is one that has changed now.
  static func latest(of currency: Currency, in state: DatabaseState) throws -> [RateChange] {
    let start = state.now.advanced(by: -secondsOfThirtyDays).description
    let now = state.now.description
    var rate = try state.connection.first(
      "SELECT rate FROM res_currency_rate WHERE currency_id = ? AND date <= ? ORDER BY date DESC, id DESC LIMIT 1",
      currency.id, start
    ) { try $0.rate(0) }
    var changes: [RateChange] = []
    try state.connection.forEach(
      """
      SELECT date, rate FROM res_currency_rate
      WHERE currency_id = ? AND date > ? AND date <= ? ORDER BY date, id
      """, currency.id, start, now
    ) { row in
      let next = try row.rate(1)
      guard next != rate else { return }
      changes.append(RateChange(date: try row[0], rate: next))
      rate = next
    }
    if rate != currency.rate { changes.append(RateChange(date: now, rate: currency.rate)) }
    return changes
  }
}
