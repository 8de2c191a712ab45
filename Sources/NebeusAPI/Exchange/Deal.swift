import JSON
import JSONRPC
import Store

/// A purchase or a sale of bitcoin, before it is done.
struct Deal {
  enum Kind: String {
    case buy, sell

    /// What its transactions are called.
    var title: String {
      switch self {
      case .buy: "Buy bitcoin"
      case .sell: "Sell bitcoin"
      }
    }
  }

  let kind: Kind
  let bitcoin: Sum
  let euro: Sum
  let source: PaymentSource
  let target: Wallet

  /// What leaves the source.
  var outgoing: Sum { kind == .buy ? euro : bitcoin }
  /// What reaches the target.
  var incoming: Sum { kind == .buy ? bitcoin : euro }

  /// Throws a refusal that says why the deal can't be done now.
  func check(for user: User, in state: DatabaseState) throws {
    guard try RateTolerance.admits(bitcoin.decimal, at: rate(in: state), for: euro.decimal, at: ExactDecimal(1)) else {
      throw refusal("The amounts are over one percent off the current rate")
    }
    let limit = try DailyLimit.remaining(of: user.partnerID, in: state)
    guard euro.decimal <= limit else { throw refusal("The amount is over the daily limit: \(limit) EUR are left") }
    switch source {
    case .wallet(let wallet):
      guard wallet.balance >= outgoing.decimal else { throw refusal("There is not enough money in the wallet") }
    case .savedCard(let card):
      guard !card.isExpired(at: state.now) else { throw refusal("The card has expired") }
    case .newCard: break
    }
  }

  /// Moves the money: a leg for each wallet, and the order that counts against the day's limit.
  func perform(for user: User, in state: DatabaseState) throws {
    let movement = try Movement(kind.title, in: state)
    if case .wallet(let wallet) = source { try movement.debit(outgoing, from: wallet) }
    try movement.credit(incoming, to: target)
    try state.connection.run(
      """
      INSERT INTO exchange_order (partner_id, date, type, bitcoin_amount, euro_amount, operation_ref)
      VALUES (?, ?, ?, ?, ?, ?)
      """, user.partnerID, state.now.description, kind.rawValue, bitcoin.units, euro.units, movement.reference)
  }

  /// Units of BTC for one EUR.
  private func rate(in state: DatabaseState) throws -> ExactDecimal {
    let rate = try state.connection.first(
      """
      SELECT coalesce(CASE ? WHEN 'buy' THEN buy_rate ELSE sell_rate END, rate) FROM res_currency WHERE name = 'BTC'
      """, kind.rawValue
    ) { try $0.rate(0) }
    guard let rate else { throw MissingRow(table: "res_currency", id: nil) }
    return rate
  }

  /// The exchange's documented failure has no room for a field.
  private func refusal(_ message: String) -> Refusal {
    Refusal(ArgumentError(field: kind.rawValue, message: message))
  }
}
