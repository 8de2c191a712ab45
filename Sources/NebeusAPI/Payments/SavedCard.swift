import Store
import Time

/// A card that a partner has kept: masked, and without its code.
struct SavedCard {
  let id: Int
  /// The last moment at which it is good.
  let expiration: Timestamp

  static func find(_ id: Int, of partner: Int, in state: DatabaseState) throws -> SavedCard? {
    let expiration = try state.connection.first(
      "SELECT expiration_date FROM payment_card WHERE id = ? AND partner_id = ?", id, partner
    ) { try $0[0] as String }
    // The table's CHECK lets only moments in.
    guard let expiration, let moment = Timestamp(expiration) else { return nil }
    return SavedCard(id: id, expiration: moment)
  }

  func isExpired(at now: Timestamp) -> Bool { now > expiration }

  /// Keeps a card with the partner, once however often it is given.
  static func save(_ card: NewCard, of partner: Int, in state: DatabaseState) throws {
    try state.connection.run(
      """
      INSERT INTO payment_card (id, partner_id, pan_number, payment_system, cardholder_name, expiration_date)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (partner_id, pan_number, expiration_date) DO UPDATE SET cardholder_name = excluded.cardholder_name
      """, try PaymentSource.nextID(in: state), partner, card.number.ends, card.number.system, card.holder,
      card.expiration.description)
  }
}
