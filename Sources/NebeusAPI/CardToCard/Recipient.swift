import JSONRPC
import Store

/// Whom a transfer from card to card reaches; of the card's number no more than its ends is kept.
struct Recipient {
  let cardholder: String
  /// `1234 **** **** 4321`
  let cardNumber: String
  let countryID: Int
  let email: String
  let phone: String?

  /// The recipient of one of the partner's transfers; nil where there is no such transfer, or it is another's.
  static func ofTransfer(_ id: Int, of partner: Int, in state: DatabaseState) throws -> Recipient? {
    try state.connection.first(
      """
      SELECT cardholder_name, card_number, country_id, email, phone FROM card2card_transfer
      WHERE id = ? AND partner_id = ?
      """, id, partner
    ) { row in
      Recipient(
        cardholder: try row[0], cardNumber: try row[1], countryID: try row[2], email: try row[3], phone: try row[4])
    }
  }
}
