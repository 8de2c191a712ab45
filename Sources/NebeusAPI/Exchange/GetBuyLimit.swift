import JSON
import JSONRPC

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
