import JSON
import SQLite
import Store

extension Row {
  /// An amount, which is stored in hundred-millionths.
  borrowing func amount(_ index: Int) throws -> ExactDecimal {
    let units: Int64 = try self[index]
    guard let amount = ExactDecimal(units: units, scale: Amount.scale) else { throw MoneyError.notDecimal("\(units)") }
    return amount
  }

  /// A rate, which is stored as text.
  borrowing func rate(_ index: Int) throws -> ExactDecimal {
    let text: String = try self[index]
    guard let rate = ExactDecimal(text) else { throw MoneyError.notDecimal(text) }
    return rate
  }
}
