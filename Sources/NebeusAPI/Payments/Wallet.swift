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
  let number: String
  let code: String
  let created: String
  let name: String
  /// The opening balance and all transactions, whatever their moment.
  let balance: ExactDecimal

  static let fields: [Field<Wallet>] = [
    Field("ac_currency_id", "Id and name of the currency") { $0.currency.reference },
    Field("acc_number", "Account number") { $0.number },
    Field("balance", "Balance") { $0.balance },
    Field("code", "Code, which names the wallet in requests") { $0.code },
    Field("create_date", "When the wallet was opened, in UTC") { $0.created },
    Field("currency_id", "Id and name of the currency") { $0.currency.reference },
    Field("display_name", "Code, as it is shown") { $0.code },
    Field("id", "Wallet id") { $0.id },
    Field("name", "Name") { $0.name },
  ]

  /// As the dashboard shows it.
  static let summaryFields: [Field<Wallet>] = [
    Field("acc_number", "Account number") { $0.number },
    Field("currency", "Currency of the account", Currency.shape) { $0.currency },
    Field("sum", "Balance") { $0.balance },
  ]

  /// The partner's wallets, by id.
  static func all(of partner: Int, in state: DatabaseState) throws -> [Wallet] {
    try matching(nil, of: partner, in: state)
  }

  /// The partner's wallet of that id; nil where there is none, or it is another's.
  static func find(_ id: Int, of partner: Int, in state: DatabaseState) throws -> Wallet? {
    try matching(id, of: partner, in: state).first
  }

  private static func matching(_ id: Int?, of partner: Int, in state: DatabaseState) throws -> [Wallet] {
    try state.connection.all(
      """
      SELECT a.id, c.id, c.rate, c.name, a.acc_number, a.code, a.create_date, a.name, a.balance
      FROM account_account a JOIN res_currency c ON c.id = a.currency_id
      WHERE a.partner_id = ?1 AND (?2 IS NULL OR a.id = ?2) ORDER BY a.id
      """, partner, id
    ) { try Wallet($0) }
  }

  private init(_ row: borrowing Row) throws {
    id = try row[0]
    currency = Currency(id: try row[1], rate: try row.rate(2), name: try row[3])
    number = try row[4]
    code = try row[5]
    created = try row[6]
    name = try row[7]
    balance = try row.amount(8)
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
