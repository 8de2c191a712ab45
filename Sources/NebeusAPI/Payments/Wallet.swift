import JSON
import JSONRPC
import NebeusSchema
import SQLite
import Store
import Time

/// An account of a user's as what one pays from and to.
struct Wallet {
  let id: Int
  let currency: Currency
  /// The opening balance and all transactions, whatever their moment.
  let balance: ExactDecimal

  /// The partner's wallet of that id; nil where there is none, or it is another's.
  static func find(_ id: Int, of partner: Int, in state: DatabaseState) throws -> Wallet? {
    try state.connection.first(
      """
      SELECT a.id, c.id, c.rate, c.name, a.balance FROM account_account a JOIN res_currency c ON c.id = a.currency_id
      WHERE a.id = ? AND a.partner_id = ?
      """, id, partner
    ) { row in
      Wallet(
        id: try row[0], currency: Currency(id: try row[1], rate: try row.rate(2), name: try row[3]),
        balance: try row.amount(4))
    }
  }
}

/// What moves on accounts in one go: each leg is a transaction of its account, under one reference.
struct Movement {
  let reference: String
  private let type: String
  private let state: DatabaseState

  init(_ type: String, in state: DatabaseState) throws {
    reference = try state.generate(.operationReference) { $0.hexadecimal(bytes: 4) }
    self.type = type
    self.state = state
  }

  func credit(_ amount: Money, to wallet: Wallet) throws {
    try add(credit: amount.units, debit: 0, to: wallet)
  }

  func debit(_ amount: Money, from wallet: Wallet) throws {
    try add(credit: 0, debit: amount.units, to: wallet)
  }

  private func add(credit: Int64, debit: Int64, to wallet: Wallet) throws {
    try state.connection.run(
      """
      INSERT INTO account_transaction (account_id, date, type, credit, debit, operation_ref) VALUES (?, ?, ?, ?, ?, ?)
      """, wallet.id, state.now, type, credit, debit, reference)
  }
}
