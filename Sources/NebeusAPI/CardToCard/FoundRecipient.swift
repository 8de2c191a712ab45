import SQLite
import Store

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
    let part = (CardNumber(query)?.masked ?? query).lowercased()
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

  /// SQLite folds the case of ASCII only; names need more.
  private func has(_ part: String) -> Bool {
    part.isEmpty || [cardholder, cardNumber, email].contains { $0.lowercased().contains(part) }
  }
}
