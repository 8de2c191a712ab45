import JSONRPC
import Store

/// The PIN that confirms a deal: six digits by e-mail, good once, for five minutes, for one user and one deal.
///
/// Source: docs/decisions.md, Exchange.
enum ConfirmationCode {
  /// Milliseconds for which a code is good.
  static let lifetime = 300_000

  private static let triesAllowed = 5

  /// The one answer to every wrong code, so that a guesser learns nothing.
  private static let refusal = Refusal(ArgumentError(field: "code", message: "Something went wrong"))

  /// Sends a code for the deal to the user, and returns the code's id.
  static func send(for deal: Deal, to user: User, in state: DatabaseState) throws -> Int {
    guard let source = deal.source.id else { throw MissingRow(table: "payment_card", id: nil) }
    let code = try state.generate(.pin) { $0.digits(6) }
    try state.connection.run(
      """
      INSERT INTO exchange_code (user_id, type, code, source_id, target_id, bitcoin_amount, euro_amount, create_date)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, user.id, deal.kind.rawValue, code, source, deal.target.id, deal.bitcoin.units, deal.euro.units,
      state.now.description)
    let id = state.connection.lastInsertedID
    let login = try state.connection.first("SELECT login FROM res_users WHERE id = ?", user.id) { try $0[0] as String }
    guard let login else { throw MissingRow(table: "res_users", id: user.id) }
    try Outbox.send(
      Mail(
        kind: .pin, to: login, subject: "\(deal.kind.title): your code",
        body: "\(code) confirms: \(deal.bitcoin.decimal) BTC for \(deal.euro.decimal) EUR. It is good for five minutes",
        code: code, codeID: id),
      in: state)
    return id
  }

  /// The id of the open code that confirms the deal. Throws the refusal where it is wrong, used or expired.
  ///
  /// A wrong try is kept though the call is refused, in a transaction of its own: the fifth uses the code up.
  static func confirm(_ id: String?, _ code: String, for deal: Deal, of user: User, in state: DatabaseState) throws
    -> Int
  {
    guard let id = id.flatMap({ Int($0) }), let source = deal.source.id else { throw refusal }
    let expected = try state.connection.first(
      """
      SELECT code FROM exchange_code WHERE id = ? AND user_id = ? AND type = ? AND source_id = ? AND target_id = ?
        AND bitcoin_amount = ? AND euro_amount = ? AND NOT is_used AND wrong_tries < ? AND create_date > ?
      """, id, user.id, deal.kind.rawValue, source, deal.target.id, deal.bitcoin.units, deal.euro.units, triesAllowed,
      state.now.advanced(by: -lifetime / 1_000).description
    ) { try $0[0] as String }
    guard let expected else { throw refusal }
    guard code == expected else {
      try state.connection.transaction {
        _ = try state.connection.run("UPDATE exchange_code SET wrong_tries = wrong_tries + 1 WHERE id = ?", id)
      }
      throw refusal
    }
    return id
  }

  static func use(_ id: Int, in state: DatabaseState) throws {
    try state.connection.run("UPDATE exchange_code SET is_used = 1 WHERE id = ?", id)
  }
}
