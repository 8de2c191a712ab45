import JSON
import JSONRPC

/// Sells bitcoin from one of the current user's wallets to another, always with a code.
enum SellCurrency {
  static let bitcoin = Parameter("sell_sum", .decimal, "Amount of BTC to sell")
  static let euro = Parameter("buy_sum", .decimal, "Amount of EUR to receive")
  static let source = Parameter("debit_from", .idOrText, "Id of the BTC account")
  static let target = Parameter("deposit_to", .idOrText, "Id of the EUR account")

  static let endpoint = Endpoint<CallContext>(
    "/sell_currency/1.0/json",
    summary: "Sell bitcoin",
    access: .session,
    effect: .writesInSteps,
    parameters: [bitcoin, euro, source, target] + DealSteps.parameters,
    answer: DealAnswer.shape,
    envelope: .versionFirst,
    failure: .message(.versionFirst)
  ) { arguments, context in
    let deal = Deal(
      kind: .sell, bitcoin: try Money(arguments[bitcoin], in: "BTC", as: bitcoin),
      euro: try Money(arguments[euro], in: "EUR", as: euro),
      source: .wallet(try DealSteps.wallet(source, arguments, in: "BTC", context)),
      target: try DealSteps.wallet(target, arguments, in: "EUR", context))
    return try DealSteps.take(deal, arguments, in: context)
  }
}
