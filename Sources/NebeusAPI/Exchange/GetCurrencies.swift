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

/// How the two lists of rates are written.
enum RateList {
  static let shape = Shape<Rows>.rows([
    RowColumn("data-custom-class", .text, "Class of the list's entry in a page"),
    RowColumn("name", .text, "Name of the currency"),
    RowColumn("rate", .rate, "Units of the currency for one EUR"),
    RowColumn("symbol", .text, "Symbol of the currency"),
    RowColumn("symbol-pos", .text, "Position of the symbol: before or after"),
    RowColumn("value", .text, "Value of the list's entry in a page"),
  ])
}

/// The currencies with the rate at which one can sell now.
enum GetSellCurrencies {
  static let endpoint = Endpoint<CallContext>(
    "/utils/get_sell_currencies/1.0/json",
    summary: "Get selling currency rates",
    access: .session,
    answer: RateList.shape,
    envelope: .object
  ) { _, context in
    context.rows(
      """
      SELECT '_' || lower(name), name, coalesce(sell_rate, rate), coalesce(symbol, name), symbol_position, lower(name)
      FROM res_currency ORDER BY name
      """)
  }
}
