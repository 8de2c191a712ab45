import JSON
import JSONRPC
import SQLite
import Store

/// An account of a user's as what one pays from and to.
struct Wallet {
  let id: Int
  let currency: NamedID
  let number: String
  let code: String
  let created: String
  let name: String
  let balance: ExactDecimal

  static let fields: [Field<Wallet>] = [
    Field("ac_currency_id", "Id and name of the currency") { $0.currency },
    Field("acc_number", "Account number") { $0.number },
    Field("balance", "Balance") { $0.balance },
    Field("code", "Code, by which operations are asked for") { $0.code },
    Field("create_date", "Since when there is the wallet, in UTC") { $0.created },
    Field("currency_id", "Id and name of the currency") { $0.currency },
    Field("display_name", "Code, as it is shown") { $0.code },
    Field("id", "Wallet id") { $0.id },
    Field("name", "Name") { $0.name },
  ]

  static func all(of partner: Int, in state: DatabaseState) throws -> [Wallet] {
    try state.connection.all(
      """
      SELECT a.id, c.id, c.name, a.acc_number, a.code, a.create_date, a.name, a.balance FROM account_account a
      JOIN res_currency c ON c.id = a.currency_id WHERE a.partner_id = ? ORDER BY a.id
      """, partner
    ) { try Wallet($0) }
  }

  /// The partner's wallet of that id; nil where there is none, or it is another's.
  static func find(_ id: Int, of partner: Int, in state: DatabaseState) throws -> Wallet? {
    try state.connection.first(
      """
      SELECT a.id, c.id, c.name, a.acc_number, a.code, a.create_date, a.name, a.balance FROM account_account a
      JOIN res_currency c ON c.id = a.currency_id WHERE a.id = ? AND a.partner_id = ?
      """, id, partner
    ) { try Wallet($0) }
  }

  private init(_ row: borrowing Row) throws {
    id = try row[0]
    currency = NamedID(id: try row[1], name: try row[2])
    number = try row[3]
    code = try row[4]
    created = try row[5]
    name = try row[6]
    balance = try row.amount(7)
  }
}
