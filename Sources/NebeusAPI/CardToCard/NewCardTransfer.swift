import JSON
import JSONRPC
import Store

/// Charges a card or wallet of the user's, and orders that money be sent to the recipient's card.
enum NewCardTransfer {
  static let charged = Parameter("from_sum", .number, "Sum to charge, in the source's currency; of a card, EUR")
  static let sent = Parameter("to_sum", .number, "Sum to send")
  static let currency = Parameter("to_sum_currency", .id, "Id of the currency of the sum sent")
  static let source = Parameter(
    "source_id", .optional(.idOrText), "Id of a saved card or wallet")
  static let card = CardParameters(code: "cvv")
  static let savesCard = Parameter("save_card_data", .optional(.boolean), "Keep the card")
  static let keepsRecipient = Parameter(
    "save_recipient_details", .optional(.booleanText), "Keep the recipient")

  static let endpoint = Endpoint<CallContext>(
    "/card2card/new/1.0/json",
    summary: "Create card to card transfer",
    access: .session,
    effect: .writes,
    parameters: [
      .init(charged), .init(sent), .init(currency), .init(source), .init(card.number), .init(card.holder),
      .init(card.expiry), .init(card.code), .init(savesCard),
    ] + RecipientParameters.all + [.init(keepsRecipient)],
    answer: .success,
    envelope: .versionFirst,
    failure: .field(.versionFirst)
  ) { arguments, context in
    let state = context.state
    let user = try context.user
    guard let target = try Currency.find(arguments[currency], in: state) else {
      throw currency.wrong("should be the id of a currency")
    }
    let source = try paymentSource(arguments, context)
    let chargedIn = try sourceCurrency(of: source, in: state)
    let transfer = CardTransfer(
      charged: try Sum(arguments[charged], in: chargedIn.name, as: charged), chargedIn: chargedIn,
      sent: try Sum(arguments[sent], in: target.name, as: sent), sentIn: target, source: source,
      recipient: try RecipientParameters.recipient(arguments, context),
      keepsRecipient: try arguments[keepsRecipient] ?? false)
    let isFair = RateTolerance.admits(
      transfer.sent.decimal, at: target.rate, for: transfer.charged.decimal, at: chargedIn.rate)
    guard isFair else { throw sent.wrong("is over one percent off the current rate") }
    if case .wallet(let wallet) = source, wallet.balance < transfer.charged.decimal {
      throw charged.refusal("There is not enough money in the wallet")
    }
    try transfer.perform(for: user, in: state)
    guard try arguments[savesCard] ?? false, case .newCard(let card) = source else { return }
    try SavedCard.save(card, of: user.partnerID, in: state)
  }

  /// A source id goes before the details of a card.
  private static func paymentSource(_ arguments: Arguments, _ context: CallContext) throws -> PaymentSource {
    guard let id = try arguments[source] else { return .newCard(try card.card(arguments, now: context.now)) }
    guard let found = try PaymentSource.find(id, of: context.user.partnerID, in: context.state) else {
      throw source.wrong("is no card or wallet of the user's")
    }
    if case .savedCard(let card) = found, card.isExpired(at: context.now) {
      throw source.refusal("The card has expired")
    }
    return found
  }

  private static func sourceCurrency(of source: PaymentSource, in state: DatabaseState) throws -> Currency {
    let found =
      if case .wallet(let wallet) = source {
        try Currency.find(wallet.currency.id, in: state)
      } else {
        try Currency.named("EUR", in: state)
      }
    guard let found else { throw MissingRow(table: "res_currency", id: nil) }
    return found
  }
}
