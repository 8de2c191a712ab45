import SQLite
import Store

/// What one pays with: a wallet, a saved card, or a card that was given for this once.
enum PaymentSource {
  case wallet(Wallet)
  case savedCard(SavedCard)
  case newCard(NewCard)

  /// Cards and wallets draw their ids from one sequence, so that an id means one of them.
  ///
  /// Throws as SQLite does where the largest id is taken: only who writes to a file from outside gets there.
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
