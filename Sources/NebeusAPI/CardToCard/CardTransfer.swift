import JSONRPC
import Store

/// A transfer from a card or wallet to another person's card.
struct CardTransfer {
  let charged: Sum
  let chargedIn: Currency
  let sent: Sum
  let sentIn: Currency
  let source: PaymentSource
  let recipient: Recipient
  let keepsRecipient: Bool

  /// Moves the money, keeps the order, and tells the recipient.
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
      """, user.partnerID, state.now.description, source.id, charged.units, chargedIn.id, sent.units, sentIn.id,
      recipient.cardholder, recipient.cardNumber, recipient.countryID, recipient.email, recipient.phone,
      keepsRecipient, movement.reference)
    try Outbox.send(
      Mail(
        kind: .transfer, to: recipient.email, subject: "Money is on its way to your card",
        body: "\(sent.decimal) \(sentIn.name) are sent to your card \(recipient.cardNumber)"),
      in: state)
  }
}
