import JSONRPC
import NebeusSchema
import Store
import Time

/// The PIN that confirms a deal: six digits by e-mail or SMS, good once, for five minutes, for one user and one deal.
///
/// Source: docs/decisions.md, Exchange.
enum ConfirmationCode {
  /// A code expires five minutes after it was sent.
  private static let lifetime = Duration.seconds(300)

  /// The same in milliseconds.
  static let milliseconds = Int(lifetime.components.seconds) * 1_000

  /// How a code reaches its user.
  enum Method: String {
    case email, sms
  }

  private static let triesAllowed = 5

  /// The one answer to every wrong code, so that a guesser learns nothing.
  static let refusal = Refusal(ArgumentError(field: "code", message: "Something went wrong"))

  /// Sends a code for the deal to the user: as an SMS where the user has chosen that and has a phone, else as an
  /// e-mail.
  static func send(for deal: Deal, to user: User, in state: DatabaseState) throws -> (id: Int, method: Method) {
    guard let source = deal.source.id else { throw StateError.missingRow(table: "payment_card", id: nil) }
    let code = try state.generate(.pin) { $0.digits(6) }
    try state.connection.run(
      """
      INSERT INTO exchange_code (user_id, type, code, source_id, target_id, bitcoin_amount, euro_amount, create_date)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """, user.id, deal.kind.rawValue, code, source, deal.target.id, deal.bitcoin.units, deal.euro.units,
      state.now)
    let id = state.connection.lastInsertedID
    let found = try state.connection.first(
      """
      SELECT u.login, CASE u.code_method WHEN 'sms' THEN nullif(p.phone, '') END
      FROM res_users u JOIN res_partner p ON p.id = u.partner_id WHERE u.id = ?
      """, user.id
    ) { (login: try $0[0] as String, phone: try $0[1] as String?) }
    guard let found else { throw StateError.missingRow(table: "res_users", id: user.id) }
    try Outbox.send(
      Mail(
        kind: .pin, to: found.phone ?? found.login, subject: "\(deal.kind.title): your code",
        body:
          "\(code) confirms: \(deal.bitcoin.decimal) BTC for \(deal.euro.decimal) EUR. It is valid for five minutes",
        code: code, codeID: id),
      in: state)
    return (id, found.phone == nil ? .email : .sms)
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
      state.now.advanced(by: .zero - lifetime).description
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

  /// Uses the code up: it confirms nothing more.
  static func use(_ id: Int, in state: DatabaseState) throws {
    try state.connection.run("UPDATE exchange_code SET is_used = 1 WHERE id = ?", id)
  }
}
