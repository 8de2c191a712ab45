import JSON
import SQLite
import Store

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
    guard let amount = ExactDecimal(units: incoming &- outgoing, scale: Amount.scale),
      let balanceAfter = ExactDecimal(units: balance, scale: Amount.scale)
    else { throw MoneyError.notDecimal("\(balance)") }
    balance = balance &- (incoming &- outgoing)
    credit = credit &+ incoming
    debit = debit &+ outgoing
    return WalletOperation(
      amount: amount, balance: balanceAfter, date: date, name: type,
      number: try row[4] ?? number(date: date, id: try row[10]), operationReference: try row[5],
      recipient: try counterpart(row), reference: try row[6] ?? type)
  }

  private func counterpart(_ row: borrowing Row) throws -> AccountTransaction.Counterpart {
    guard let id: Int = try row[7] else { return .house }
    return AccountTransaction.Counterpart(id: id, name: try row[8], surname: try row[9], countryCode: nil)
  }

  /// `EUR/2017/03/17`: currency, year, month, and the id where the row has no number of its own.
  private func number(date: String, id: Int) -> String {
    "\(currency)/\(date.prefix(4))/\(date.dropFirst(5).prefix(2))/\(id)"
  }
}
