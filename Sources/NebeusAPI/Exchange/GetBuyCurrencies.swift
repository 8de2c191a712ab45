import JSONRPC

/// The currencies with the rate at which one can buy now.
enum GetBuyCurrencies {
  static let endpoint = Endpoint<CallContext>(
    "/utils/get_buy_currencies/1.0/json",
    summary: "Get buying currency rates",
    access: .session,
    answer: RateList.shape,
    envelope: .object
  ) { _, context in
    context.rows(
      """
      SELECT '_' || lower(name), name, coalesce(buy_rate, rate), coalesce(symbol, name), symbol_position, lower(name)
      FROM res_currency ORDER BY name
      """)
  }
}
