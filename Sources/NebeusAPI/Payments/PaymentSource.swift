import SQLite
import Store
import Time

/// What one pays with: a wallet, a saved card, or a card that was given for this once.
enum PaymentSource {
  case wallet(Wallet)
  case savedCard(SavedCard)
  case newCard(NewCard)

  /// Cards and wallets draw their ids from one sequence, so that an id means one of them.
  ///
  /// Throws as SQLite does where the largest id is taken: only a program that writes to the file from outside gets
  /// there.
  static func nextID(in state: DatabaseState) throws -> Int {
    let last = try state.connection.first(
      """
      SELECT max(coalesce((SELECT max(id) FROM account_account), 0), coalesce((SELECT max(id) FROM payment_card), 0))
      """
    ) { try $0[0] as Int }
    let (next, isBeyond) = (last ?? 0).addingReportingOverflow(1)
    guard !isBeyond else { throw SQLiteError(.full, "the largest id is taken") }
    return next
  }

  /// The partner's wallet or saved card of that id; nil where there is none, or it is another's.
  static func find(_ id: Int, of partner: Int, in state: DatabaseState) throws -> PaymentSource? {
    if let wallet = try Wallet.find(id, of: partner, in: state) { return .wallet(wallet) }
    return try SavedCard.find(id, of: partner, in: state).map { .savedCard($0) }
  }

  /// The id of what is kept; nil for a new card.
  var id: Int? {
    switch self {
    case .wallet(let wallet): wallet.id
    case .savedCard(let card): card.id
    case .newCard: nil
    }
  }
}

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
