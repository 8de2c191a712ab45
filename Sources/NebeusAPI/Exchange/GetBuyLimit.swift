import JSON
import JSONRPC
import Store
import Time

/// What is left of the current user's limit for today, bought and sold taken together.
enum GetBuyLimit {
  static let endpoint = Endpoint<CallContext>(
    "/btc/get_buy_limit/1.0/json",
    summary: "Get available buy and sell limit",
    access: .session,
    answer: .object([
      Field("status", "Status of the operation") { _ in "success" },
      Field("limit", "What may still be bought and sold today") { (limit: ExactDecimal) in limit },
      Field("currency", "Currency of the limit") { _ in "EUR" },
    ]),
    envelope: .object
  ) { _, context in
    try DailyLimit.remaining(of: context.user.partnerID, in: context.state)
  }
}

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
    guard let found else { throw StateError.missingRow(table: "res_partner", id: partner) }
    guard let rest = found.limit.subtracting(found.moved), !rest.isNegative else { return .zero }
    return rest
  }
}
