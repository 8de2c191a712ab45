import JSON
import JSONRPC
import Time

/// Buys bitcoin, paid from a wallet, with a saved card, or with a new one.
enum BuyCurrency {
  static let bitcoin = Parameter("buy_amount", .decimal, "Amount of BTC to buy")
  static let euro = Parameter("deposit_amount", .decimal, "Amount of EUR to deposit")
  static let payment = Parameter(
    "payment_id", .optional(.idOrText), "Id of the card or wallet to pay from")
  static let account = Parameter("account_id", .idOrText, "Id of the account that receives the currency")
  static let savesCard = Parameter("save_card", .optional(.boolean), "Keep the card")
  static let card = CardParameters(code: "cvc")
  static let noSource = payment.refusal("Payment id or a new card should be specified")
  static let notOwn = payment.refusal("payment_id: not one of your cards or wallets")
  static let otherCurrency = payment.wrong("should be a card or a wallet in EUR")

  static let endpoint = Endpoint<CallContext>(
    "/buy_currency/1.0/json",
    summary: "Buy bitcoin",
    access: .session,
    effect: .writesInSteps,
    parameters: [bitcoin, euro, payment, account, savesCard]
      + DealSteps.parameters + [card.code, card.number, card.holder, card.expiry],
    secondStep: DealSteps.code,
    answer: DealAnswer.shape,
    envelope: .versionFirst,
    failure: .message(.versionFirst),
    refusals: Money.refusals(of: bitcoin) + Money.refusals(of: euro) + [noSource, notOwn, otherCurrency] + card.refusals
      + DealSteps.refusals(of: account, in: "BTC") + DealSteps.refusals(of: .buy)
  ) { arguments, context in
    let deal = Deal(
      kind: .buy, bitcoin: try Money(arguments[bitcoin], in: "BTC", as: bitcoin),
      euro: try Money(arguments[euro], in: "EUR", as: euro), source: try source(arguments, context),
      target: try DealSteps.wallet(account, arguments, in: "BTC", context))
    let savesCard = arguments[savesCard] ?? false
    return try DealSteps.take(deal, arguments, in: context) {
      guard savesCard, case .newCard(let card) = deal.source else { return }
      try SavedCard.save(card, of: context.user.partnerID, in: context.state)
    }
  }

  /// A payment id takes precedence over the details of a card; a strict server takes one of the two.
  private static func source(_ arguments: Arguments, _ context: CallContext) throws -> PaymentSource {
    guard let id = arguments[payment] else {
      guard arguments[card.number] != nil else { throw noSource }
      return .newCard(try card.card(arguments, now: context.now))
    }
    guard let source = try PaymentSource.find(id, of: context.user.partnerID, in: context.state) else {
      throw notOwn
    }
    if arguments.isStrict, card.isGiven(in: arguments) {
      throw payment.refusal("payment_id: not allowed together with a new card")
    }
    if case .wallet(let wallet) = source, wallet.currency.name != "EUR" {
      throw otherCurrency
    }
    return source
  }
}

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
    secondStep: DealSteps.code,
    answer: DealAnswer.shape,
    envelope: .versionFirst,
    failure: .message(.versionFirst),
    refusals: Money.refusals(of: bitcoin) + Money.refusals(of: euro) + DealSteps.refusals(of: source, in: "BTC")
      + DealSteps.refusals(of: target, in: "EUR") + DealSteps.refusals(of: .sell)
  ) { arguments, context in
    let deal = Deal(
      kind: .sell, bitcoin: try Money(arguments[bitcoin], in: "BTC", as: bitcoin),
      euro: try Money(arguments[euro], in: "EUR", as: euro),
      source: .wallet(try DealSteps.wallet(source, arguments, in: "BTC", context)),
      target: try DealSteps.wallet(target, arguments, in: "EUR", context))
    return try DealSteps.take(deal, arguments, in: context)
  }
}
