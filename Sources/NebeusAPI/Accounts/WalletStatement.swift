import JSON
import JSONRPC
import SQLite
import Store
import Time

/// What moved on a wallet between two moments, newest first.
struct WalletStatement {
  let balance: ExactDecimal
  let currency: String
  let operations: [WalletOperation]
  let credit: ExactDecimal
  let debit: ExactDecimal

  /// The partner's wallet whose code it is, `_` standing for `/`; nil where there is none.
  ///
  /// Codes need not be unique: where two wallets fit, the lower id is meant. Source: docs/decisions.md, Accounts.
  init?(ofCode code: String, partner: Int, from first: Timestamp, to last: Timestamp, in state: DatabaseState) throws {
    let found = try state.connection.first(
      """
      SELECT a.id, a.balance, c.name FROM account_account a JOIN res_currency c ON c.id = a.currency_id
      WHERE a.partner_id = ? AND replace(a.code, '/', '_') = replace(?, '/', '_') ORDER BY a.id LIMIT 1
      """, partner, code
    ) { (id: try $0[0] as Int, units: try $0[1] as Int64, currency: try $0[2] as String) }
    guard let found else { return nil }
    currency = found.currency
    balance = try ExactDecimal(hundredMillionths: found.units)
    let after = try Self.turnover(after: last, of: found.id, in: state)
    var reader = OperationReader(balance: found.units &- after, currency: found.currency)
    operations = try state.connection.all(
      """
      SELECT t.credit, t.debit, t.date, t.type, t.num, t.operation_ref, t.reference, p.id, p.name, p.surname, t.id
      FROM account_transaction t LEFT JOIN res_partner p ON p.id = t.partner_id
      WHERE t.account_id = ? AND t.date >= ? AND t.date <= ? ORDER BY t.date DESC, t.id DESC
      """, found.id, first.description, last.description
    ) { try reader.read($0) }
    credit = try ExactDecimal(hundredMillionths: reader.credit)
    debit = try ExactDecimal(hundredMillionths: reader.debit)
  }

  /// By how much the tables change the balance after a moment.
  ///
  /// From the sums of the days after it and the rows of its own day: what is before the moment costs nothing.
  private static func turnover(after moment: Timestamp, of account: Int, in state: DatabaseState) throws -> Int64 {
    let day = moment.day.description
    let found = try state.connection.first(
      """
      SELECT (SELECT coalesce(sum(credit - debit), 0) FROM account_turnover WHERE account_id = ?1 AND day > ?2)
        + (SELECT coalesce(sum(credit - debit), 0) FROM account_transaction
          WHERE account_id = ?1 AND date > ?3 AND date <= ?2 || ' 23:59:59')
      """, account, day, moment.description
    ) { try $0[0] as Int64 }
    return found ?? 0
  }
}

/// A movement on a wallet, and the balance after it.
struct WalletOperation {
  let amount: ExactDecimal
  let balance: ExactDecimal
  /// `YYYY-MM-DD HH:MM:SS`
  let date: String
  let name: String
  let number: String
  let operationReference: String
  let recipient: Counterpart
  let reference: String

  static let fields: [Field<WalletOperation>] = [
    Field("amount", "Amount, below zero for money going out") { $0.amount },
    Field("balance", "Balance after the operation") { $0.balance },
    Field("date", "Day, in UTC") { String($0.date.prefix(10)) },
    Field("name", "What it was for") { $0.name },
    Field("num", "Number of the entry") { $0.number },
    Field("operation_ref", "Reference of the operation") { $0.operationReference },
    Field(
      "recipient", "The other side",
      .object([
        Field("name", "First name") { $0.name },
        Field("surname", "Surname") { $0.surname },
        Field("id", "Partner id") { $0.id },
      ])
    ) { $0.recipient },
    Field("reference", "Reference of the entry") { $0.reference },
  ]
}

/// Who is on the other side of a movement: a partner, or the bank itself.
struct Counterpart {
  let id: Int?
  let name: String
  let surname: String?

  /// A movement without a partner is one between accounts of the house.
  static let house = Counterpart(id: nil, name: "Internal", surname: "Transfer")
}

/// Reads a wallet's movements newest first, and goes back in its balance as it does.
struct OperationReader {
  /// The balance before what has been read, in hundred-millionths as all here.
  private var balance: Int64
  private(set) var credit: Int64 = 0
  private(set) var debit: Int64 = 0
  private let currency: String

  init(balance: Int64, currency: String) {
    self.balance = balance
    self.currency = currency
  }

  /// Reads credit, debit, date, type, number, two references, the partner and the id, in this order.
  ///
  /// The sums wrap only where the tables' own, which refuse it, have failed.
  mutating func read(_ row: borrowing Row) throws -> WalletOperation {
    let incoming: Int64 = try row[0]
    let outgoing: Int64 = try row[1]
    let date: String = try row[2]
    let type: String = try row[3]
    let amount = try ExactDecimal(hundredMillionths: incoming &- outgoing)
    let balanceAfter = try ExactDecimal(hundredMillionths: balance)
    balance = balance &- (incoming &- outgoing)
    credit = credit &+ incoming
    debit = debit &+ outgoing
    return WalletOperation(
      amount: amount, balance: balanceAfter, date: date, name: type,
      number: try row[4] ?? number(date: date, id: try row[10]), operationReference: try row[5],
      recipient: try counterpart(row), reference: try row[6] ?? type)
  }

  private func counterpart(_ row: borrowing Row) throws -> Counterpart {
    guard let id: Int = try row[7] else { return .house }
    return Counterpart(id: id, name: try row[8], surname: try row[9])
  }

  /// `EUR/2017/03/17`: currency, year, month, and the id where the row has no number of its own.
  private func number(date: String, id: Int) -> String {
    "\(currency)/\(date.prefix(4))/\(date.dropFirst(5).prefix(2))/\(id)"
  }
}
