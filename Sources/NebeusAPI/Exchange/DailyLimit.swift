import JSON
import Store

/// How much a partner may still buy and sell today, in EUR.
enum DailyLimit {
  /// What a partner without a limit of its own may move in a day.
  private static let standard = 300

  /// Never below zero, though a limit may be set below what has been moved already.
  static func remaining(of partner: Int, in state: DatabaseState) throws -> ExactDecimal {
    let found = try state.connection.first(
      """
      SELECT p.buy_limit, coalesce(
        (SELECT euro_amount FROM exchange_turnover WHERE partner_id = p.id AND day = ?2), 0)
      FROM res_partner p WHERE p.id = ?1
      """, partner, state.now.day.description
    ) { (limit: $0.isNull(0) ? ExactDecimal(standard) : try $0.amount(0), moved: try $0.amount(1)) }
    guard let found else { throw MissingRow(table: "res_partner", id: partner) }
    guard let rest = found.limit.subtracting(found.moved), !rest.isNegative else { return .zero }
    return rest
  }
}
