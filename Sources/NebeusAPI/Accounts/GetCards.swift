import JSONRPC

/// The current user's saved cards, of which no more is kept than the first and last four digits.
enum GetCards {
  static let endpoint = Endpoint<CallContext>(
    "/user/get_cards/1.0/json",
    summary: "Get user cards",
    access: .session,
    answer: .rows([
      RowColumn("code", .integer, "Card id"),
      RowColumn("expiration_date", .text, "The last moment at which the card is valid"),
      RowColumn("pan_number", .text, "The first four and the last four digits of the number"),
      RowColumn("payment_system", .text, "Payment system"),
    ]),
    envelope: .object
  ) { _, context in
    context.rows(
      "SELECT id, expiration_date, pan_number, payment_system FROM payment_card WHERE partner_id = ? ORDER BY id",
      try context.user.partnerID)
  }
}
