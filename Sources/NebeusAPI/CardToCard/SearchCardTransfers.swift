import JSONRPC
import SQLite
import Store

/// Those to whom the current user has sent money, by any part of holder's name, card number or e-mail.
enum SearchCardTransfers {
  static let query = Parameter("query", .anyText(), "Cardholder name, card number or e-mail")

  static let endpoint = Endpoint<CallContext>(
    "/card2card/search/1.0/json",
    summary: "Search card to card transfers",
    access: .session,
    parameters: [query],
    answer: .list(of: [
      Field("cardholder_name", "Holder's name") { (found: FoundRecipient) in found.cardholder },
      Field("card_number", "Card number, masked") { $0.cardNumber },
      Field("country_code", "Code of the country") { $0.countryCode },
      Field("email", "E-mail") { $0.email },
    ]),
    envelope: .array
  ) { arguments, context in
    try FoundRecipient.search(arguments[query], of: context.user.partnerID, in: context.state)
  }
}

/// A recipient as a search shows it.
struct FoundRecipient {
  let cardholder: String
  let cardNumber: String
  let countryCode: String
  let email: String

  /// The partner's recipients whose holder, number or e-mail has `query` in it, letter case aside, the latest first.
  ///
  /// A whole card number is looked for by its ends, since no more of it is kept.
  static func search(_ query: String, of partner: Int, in state: DatabaseState) throws -> [FoundRecipient] {
    let part = FoldedText(CardNumber(query)?.masked ?? query)
    var found: [FoundRecipient] = []
    try state.connection.forEach(
      """
      SELECT t.cardholder_name, t.card_number, c.code, t.email FROM card2card_recipient r
      JOIN card2card_transfer t ON t.id = r.transfer_id JOIN res_country c ON c.id = t.country_id
      WHERE r.partner_id = ? ORDER BY r.date DESC, r.transfer_id DESC
      """, partner
    ) { row in
      let recipient = FoundRecipient(
        cardholder: try row[0], cardNumber: try row[1], countryCode: try row[2], email: try row[3])
      if recipient.has(part) { found.append(recipient) }
    }
    return found
  }

  private func has(_ part: FoldedText) -> Bool {
    [cardholder, cardNumber, email].contains { FoldedText($0).contains(part) }
  }
}
