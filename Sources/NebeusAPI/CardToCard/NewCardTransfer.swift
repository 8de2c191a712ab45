import JSON
import JSONRPC
import Store
import Time

/// Charges a card or wallet of the user's, and orders that money be sent to the recipient's card.
enum NewCardTransfer {
  static let charged = Parameter("from_sum", .number, "Sum to charge, in the source's currency; in EUR for a card")
  static let sent = Parameter("to_sum", .number, "Sum to send")
  static let currency = Parameter("to_sum_currency", .id, "Id of the currency of the sum sent")
  static let source = Parameter(
    "source_id", .optional(.idOrText), "Id of a saved card or wallet")
  static let card = CardParameters(code: "cvv")
  static let savesCard = Parameter("save_card_data", .optional(.boolean), "Keep the card")
  static let keepsRecipient = Parameter(
    "save_recipient_details", .optional(.booleanText), "Keep the recipient")
  static let unknownCurrency = currency.wrong("should be the id of a currency")
  static let offRate = sent.wrong("is over one percent off the current rate")
  static let notEnough = charged.refusal("There is not enough money in the wallet")
  static let notOwn = source.refusal("source_id: not one of your cards or wallets")
  static let expired = source.refusal("The card has expired")

  static let endpoint = Endpoint<CallContext>(
    "/card2card/new/1.0/json",
    summary: "Create card to card transfer",
    access: .session,
    effect: .writes,
    parameters: [
      charged, sent, currency, source, card.number, card.holder,
      card.expiry, card.code, savesCard,
    ] + RecipientParameters.all + [keepsRecipient],
    answer: .success,
    envelope: .versionFirst,
    failure: .field(.versionFirst),
    refusals: [unknownCurrency, notOwn, expired, card.number.missing] + card.refusals + Money.refusals(of: charged)
      + Money.refusals(of: sent) + RecipientParameters.refusals + [offRate, notEnough]
  ) { arguments, context in
    let state = context.state
    let user = try context.user
    guard let target = try Currency.find(arguments[currency], in: state) else {
      throw unknownCurrency
    }
    let source = try paymentSource(arguments, context)
    let chargedIn = try sourceCurrency(of: source, in: state)
    let transfer = CardTransfer(
      charged: try Money(arguments[charged], in: chargedIn.name, as: charged), chargedIn: chargedIn,
      sent: try Money(arguments[sent], in: target.name, as: sent), sentIn: target, source: source,
      recipient: try RecipientParameters.recipient(arguments, context),
      keepsRecipient: arguments[keepsRecipient] ?? false)
    let isFair = RateTolerance.admits(
      transfer.sent.decimal, at: target.rate, for: transfer.charged.decimal, at: chargedIn.rate)
    guard isFair else { throw offRate }
    if case .wallet(let wallet) = source, wallet.balance < transfer.charged.decimal {
      throw notEnough
    }
    try transfer.perform(for: user, in: state)
    guard arguments[savesCard] ?? false, case .newCard(let card) = source else { return }
    try SavedCard.save(card, of: user.partnerID, in: state)
  }

  /// A source id takes precedence over the details of a card; a strict server takes one of the two.
  private static func paymentSource(_ arguments: Arguments, _ context: CallContext) throws -> PaymentSource {
    guard let id = arguments[source] else { return .newCard(try card.card(arguments, now: context.now)) }
    guard let found = try PaymentSource.find(id, of: context.user.partnerID, in: context.state) else {
      throw notOwn
    }
    if arguments.isStrict, card.isGiven(in: arguments) {
      throw source.refusal("source_id: not allowed together with a new card")
    }
    if case .savedCard(let card) = found, card.isExpired(at: context.now) {
      throw expired
    }
    return found
  }

  private static func sourceCurrency(of source: PaymentSource, in state: DatabaseState) throws -> Currency {
    if case .wallet(let wallet) = source { return wallet.currency }
    guard let found = try Currency.named("EUR", in: state) else {
      throw StateError.missingRow(table: "res_currency", id: nil)
    }
    return found
  }
}

/// A transfer from a card or wallet to another person's card.
struct CardTransfer {
  let charged: Money
  let chargedIn: Currency
  let sent: Money
  let sentIn: Currency
  let source: PaymentSource
  let recipient: Recipient
  let keepsRecipient: Bool

  /// Moves the money, keeps the order, and notifies the recipient.
  ///
  /// A card is charged elsewhere; a wallet has one transaction.
  func perform(for user: User, in state: DatabaseState) throws {
    let movement = try Movement("Card to card transfer", in: state)
    if case .wallet(let wallet) = source { try movement.debit(charged, from: wallet) }
    try state.connection.run(
      """
      INSERT INTO card2card_transfer (partner_id, date, source_id, from_sum, from_sum_currency, to_sum, to_sum_currency,
        cardholder_name, card_number, country_id, email, phone, save_recipient_details, operation_ref)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, user.partnerID, state.now, source.id, charged.units, chargedIn.id, sent.units, sentIn.id,
      recipient.cardholder, recipient.cardNumber, recipient.countryID, recipient.email, recipient.phone,
      keepsRecipient, movement.reference)
    try Outbox.send(
      Mail(
        kind: .transfer, to: recipient.email, subject: "Money is on its way to your card",
        body: "\(sent.decimal) \(sentIn.name) are sent to your card \(recipient.cardNumber)"),
      in: state)
  }
}
